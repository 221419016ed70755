package org.incidentcomms.blog.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.blog.site.SiteFiles.contents;
import static org.incidentcomms.blog.site.Stories.NOW;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class TakenBackPagesIT {
    @Inject
    Stories stories;

    @Test
    void aWithdrawnIncidentLeavesNoFileBehind() throws IOException {
        List<PublishedEvent> events = new ArrayList<>(ClickTimeStory.busy(NOW));
        Told mistake = Told.incident("made_by_mistake", "Published by mistake", Impact.MINOR);
        events.add(mistake.step(NOW.minusSeconds(60), Status.INVESTIGATING, null, "Do not read this."));
        events.add(mistake.withdraw(NOW));

        Path site = stories.told("withdrawn", events);

        assertThat(site.resolve("incidents/made-by-mistake.html")).doesNotExist();
        assertThat(site.resolve("posts/made-by-mistake-u1.html")).doesNotExist();
        for (String file : contents(site).values()) {
            assertThat(file).doesNotContain("by mistake").doesNotContain("Do not read this");
        }
    }

    @Test
    void anUpdateTakenBackLeavesNoWordBehind() throws IOException {
        List<PublishedEvent> events = new ArrayList<>(ClickTimeStory.busy(NOW));
        Told outage = Told.incident("slipped", "Slow log-in", Impact.MINOR);
        events.add(outage.step(NOW.minusSeconds(60), Status.INVESTIGATING, null, "We are looking."));
        events.add(outage.step(NOW.minusSeconds(30), Status.IDENTIFIED, "A slip", "Acme Corp. broke it."));
        Path before = stories.told("slip", events);
        assertThat(before.resolve("posts/slipped-u2.html")).exists();
        events.add(outage.unsay(NOW));

        Path site = stories.told("taken-back", events);

        assertThat(site.resolve("incidents/slipped.html")).exists();
        assertThat(site.resolve("posts/slipped-u1.html")).exists();
        assertThat(site.resolve("posts/slipped-u2.html")).doesNotExist();
        for (String file : contents(site).values()) {
            assertThat(file).doesNotContain("Acme").doesNotContain("A slip");
        }
    }

    @Test
    void whatIsTakenBackIsGoneInEveryLanguageAtOnce() throws IOException {
        Told outage = Told.incident("slipped", "Slow log-in", Impact.MINOR);
        try (var directory = stories.fresh("slip-translated")) {
            SiteProjection projection = stories.projection(directory);
            projection.caughtUp();
            projection.event(outage.step(NOW.minusSeconds(30), Status.IDENTIFIED, "A slip", "Acme broke it."), false);
            projection.batchEnds();
            Stories.finish(projection);
            Path post = Path.of("target/stories/slip-translated/current/de/posts/slipped-u1.html");
            assertThat(post).exists();

            projection.event(outage.withdraw(NOW), false);
            projection.batchEnds();

            assertThat(post).doesNotExist();
        }
    }
}

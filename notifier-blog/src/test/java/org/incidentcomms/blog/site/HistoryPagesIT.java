package org.incidentcomms.blog.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.blog.site.SiteFiles.contents;
import static org.incidentcomms.blog.site.SiteFiles.read;
import static org.incidentcomms.blog.site.Stories.NOW;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class HistoryPagesIT {
    @Inject
    Stories stories;

    @Test
    void theSameEventsMakeTheSameBytesHoweverTheyArrived() throws IOException {
        List<PublishedEvent> events = ClickTimeStory.busy(NOW);
        List<PublishedEvent> twice = new ArrayList<>(events);
        twice.addAll(events.reversed());

        assertThat(contents(stories.told("twice", twice))).isEqualTo(contents(stories.told("once", events)));
    }

    @Test
    void aLongHistoryIsPagedAndAnEventTouchesFewFilesInFewMilliseconds() throws IOException {
        List<PublishedEvent> history = new ArrayList<>();
        for (int number = 0; number < 1_200; number++) {
            Told incident = Told.incident("inc_" + number, "Incident number " + number, Impact.MINOR);
            Duration ago = Duration.ofHours(1_200 - number);
            incident.step(NOW.minus(ago), Status.INVESTIGATING, null, "We are looking into **" + number + "**.");
            history.add(incident.step(NOW.minus(ago).plusSeconds(900), Status.RESOLVED, null, "It is over."));
        }
        try (var directory = stories.fresh("long")) {
            SiteProjection projection = stories.projection(directory);
            history.forEach(event -> projection.event(event, false));
            projection.caughtUp();
            ThreadMXBean thread = ManagementFactory.getThreadMXBean();
            List<Long> micros = new ArrayList<>();
            for (int number = 0; number < 200; number++) {
                Told incident = Told.incident("new_" + number, "New incident " + number, Impact.MAJOR);
                for (Status status : List.of(Status.INVESTIGATING, Status.MONITORING, Status.RESOLVED)) {
                    PublishedEvent event =
                            incident.step(NOW.plusSeconds(micros.size()), status, null, "This is *what we know* now.");
                    long began = thread.getCurrentThreadCpuTime();
                    projection.event(event, false);
                    projection.batchEnds();
                    micros.add((thread.getCurrentThreadCpuTime() - began) / 1_000);
                }
            }
            micros.sort(null);
            System.out.printf(
                    "site: event to disk with 1,200 incidents: p50 %d µs, p99 %d µs of processor time%n",
                    micros.get(micros.size() / 2), micros.get(micros.size() * 99 / 100));
        }
        Path site = Path.of("target/stories/long/current");
        assertThat(site.resolve("blog/1.html")).exists();
        assertThat(read(site, "blog/1.html").select("article")).hasSize(10);
        assertThat(read(site, "blog/1.html").select(".pager a[rel=next]")).isEmpty();
        assertThat(read(site, "blog.html").select(".pager a[rel=next]")).hasSize(1);
        assertThat(read(site, "history/1.html").select("article")).hasSize(25);
        assertThat(Files.size(site.resolve("index.html"))).isLessThan(150_000);
    }
}

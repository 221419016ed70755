package org.incidentcomms.blog.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.blog.site.Stories.NOW;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** Every page has one heading outline without gaps, whatever headings the texts contain. */
@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class OutlineIT {
    private static final List<String> TEXTS = List.of(
            "####### Seven is none",
            "###### Six first\n\n# One in the middle\n\n#### Four",
            "Underlined\n===\n\n##### Five\n\n### Three",
            "> #### Quoted\n\n- ###### In a list\n\n# One",
            "#### Only four",
            "# One\n\n###### Six\n\n## Two\n\n#### Four\n\nUnderlined twice\n---");

    @Inject
    Stories stories;

    @Test
    void everyPageHasOneHeadingAtTheTopAndLeavesNoLevelOut() throws IOException {
        SiteFiles.pages(stories.told("busy", ClickTimeStory.busy(NOW))).forEach(OutlineIT::hasNoGap);
    }

    @Test
    void noHeadingInATextLeavesALevelOutOnAnyPage() throws IOException {
        SiteFiles.pages(stories.told("outlines", story())).forEach(OutlineIT::hasNoGap);
    }

    /** Feed readers show an entry's title as the heading of its text. */
    @Test
    void noHeadingInATextLeavesALevelOutInAFeed() throws IOException {
        Path feed = stories.told("outlines", story()).resolve("feed.json");

        JsonNode entries = new ObjectMapper().readTree(Files.readString(feed)).path("items");

        assertThat(entries).hasSizeGreaterThan(TEXTS.size());
        entries.forEach(entry -> hasNoGap(
                entry.path("title").asText(),
                Jsoup.parse("<h1>t</h1>" + entry.path("content_html").asText())));
    }

    private static void hasNoGap(String name, Document page) {
        List<Integer> levels = page.select("h1, h2, h3, h4, h5, h6").stream()
                .map(heading -> Integer.parseInt(heading.tagName().substring(1)))
                .toList();
        assertThat(levels).as(name).startsWith(1).containsOnlyOnce(1);
        for (int index = 1; index < levels.size(); index++) {
            assertThat(levels.get(index)).as("%s: %s", name, levels).isLessThanOrEqualTo(levels.get(index - 1) + 1);
        }
    }

    /** Each text as an update, as a correction and its earlier wording, as a post-mortem, and in a maintenance. */
    private static List<PublishedEvent> story() {
        List<PublishedEvent> events = new ArrayList<>();
        int number = 0;
        for (String text : TEXTS) {
            number++;
            String other = TEXTS.get(number % TEXTS.size());
            Told open = Told.incident("open_" + number, "Open " + number, Impact.MAJOR);
            events.add(open.step(NOW.minus(Duration.ofHours(3)), Status.INVESTIGATING, null, text));
            events.add(open.edit(NOW.minus(Duration.ofHours(2)), other));
            events.add(open.step(NOW.minus(Duration.ofHours(1)), Status.IDENTIFIED, "Found " + number, text));
            Told over = Told.incident("over_" + number, "Over " + number, Impact.MINOR);
            events.add(over.step(NOW.minus(Duration.ofDays(2)), Status.RESOLVED, null, text));
            events.add(over.analysis(NOW.minus(Duration.ofDays(1)), "Learnt " + number, text, null));
            Told planned = Told.maintenance(
                    "planned_" + number, "Planned " + number, NOW.plus(Duration.ofDays(3)), Duration.ofHours(2));
            events.add(planned.step(NOW.minus(Duration.ofHours(4)), Status.SCHEDULED, null, text));
            Told active = Told.maintenance(
                    "active_" + number, "Active " + number, NOW.minus(Duration.ofHours(1)), Duration.ofHours(2));
            events.add(active.step(NOW.minus(Duration.ofHours(5)), Status.SCHEDULED, null, other));
            events.add(active.step(NOW.minus(Duration.ofHours(1)), Status.IN_PROGRESS, null, text));
        }
        return events;
    }
}

package org.incidentcomms.blog.site.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.incidentcomms.blog.site.ClickTimeStory;
import org.incidentcomms.blog.site.Told;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.blog.site.text.MarkdownRenderer;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Status;
import org.incidentcomms.kit.wording.Company;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

/** The feeds of incidents and maintenances. */
class HistoryFeedTest {
    private static final Instant NOW = Instant.parse("2026-03-10T18:05:30Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final Feeds feeds = new Feeds(
            new Company(
                    "ClickTime",
                    ZoneId.of("America/Los_Angeles"),
                    "@clicktime",
                    "ClickTime Web Operations",
                    "ClickTime Support",
                    URI.create("https://status.clicktime.example")),
            "",
            new MarkdownRenderer(),
            Optional.empty());

    private final SiteModel model = new SiteModel();

    @Test
    void theHistoryHasOneEntryForEachIncidentWithAllItsUpdates() {
        ClickTimeStory.busy(NOW).forEach(model::apply);
        for (String name : List.of("history.atom", "history.rss")) {
            Document feed = xml(name);
            Element entry = feed.select("entry, item").stream()
                    .filter(found -> found.select("title").text().equals("Slow loading times on web and mobile"))
                    .findFirst()
                    .orElseThrow();
            Document told = Jsoup.parse(entry.select("content, description").text());

            assertThat(feed.select("entry, item")).as(name).hasSize(4);
            assertThat(told.select("small + br + strong").eachText()).containsExactly("Identified", "Investigating");
            assertThat(told.text()).contains("60 % are done.").contains("Mar 10, 2026, 10:38 am PDT");
            assertThat(entry.select("id, guid").text())
                    .isEqualTo("tag:status.clicktime.example,2026:incidents/slow_loading_times");
        }
    }

    @Test
    void plannedMaintenancesKeepNoNewerIncidentOutOfTheHistory() {
        for (int number = 1; number <= 30; number++) {
            model.apply(Told.maintenance("work_" + number, "Work", NOW.plus(Duration.ofDays(number)), HOUR)
                    .step(NOW.minusSeconds(number), Status.SCHEDULED, null, "x"));
        }
        model.apply(Told.incident("inc", "Slow", Impact.MAJOR).step(NOW, Status.INVESTIGATING, null, "x"));

        assertThat(xml("history.atom").expectFirst("entry > title").text()).isEqualTo("Slow");
    }

    private Document xml(String name) {
        byte[] content = feeds.of(model).stream()
                .filter(file -> file.path().value().equals(name))
                .findFirst()
                .orElseThrow()
                .content()
                .get();
        return Jsoup.parse(new String(content, UTF_8), "", Parser.xmlParser());
    }
}

package org.incidentcomms.blog.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.blog.site.SiteFiles.pages;
import static org.incidentcomms.blog.site.SiteFiles.read;
import static org.incidentcomms.blog.site.Stories.NOW;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.incidentcomms.blog.site.files.SiteDirectory;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Status;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class LanguagesIT {
    @Inject
    Stories stories;

    @Test
    void aMaintenanceInTheNextYearIsToldWithItsYear() throws IOException {
        Told work = Told.maintenance("next_year", "Move", Instant.parse("2027-01-15T18:00:00Z"), Duration.ofHours(2));
        Path site = stories.told("next-year", List.of(work.step(NOW, Status.SCHEDULED, null, "We move.")));

        String told = "Friday, January 15th, 2027, between 10:00 am and 12:00 pm Pacific Standard Time (GMT -08:00)";
        assertThat(read(site, "index.html").select(".window").text()).contains(told);
        assertThat(Files.readString(site.resolve("feed.atom"))).contains(told);
    }

    @Test
    void theCalendarShowsTheDaysOfEachMaintenanceInTheCompanysZone() throws IOException {
        Told night = Told.maintenance(
                "night", "Night work", Instant.parse("2026-04-01T05:00:00Z"), Duration.ofHours(4)); // March 31st, 10 pm
        Path site = stories.told("calendar", List.of(night.step(NOW, Status.SCHEDULED, null, "We move.")));

        Document page = read(site, "maintenance.html");
        assertThat(page.select(".calendar caption").eachText()).containsExactly("March 2026", "April 2026");
        assertThat(page.select(".calendar a").eachAttr("aria-label"))
                .containsExactly("Tuesday, March 31: Night work", "Wednesday, April 1: Night work");
        assertThat(page.select(".calendar a").eachText()).containsExactly("31", "1");
        assertThat(page.select(".calendar:first-child tbody tr:first-child td").eachText())
                .containsExactly("1", "2", "3", "4", "5", "6", "7");
        assertThat(read(site, "de/maintenance.html")
                        .select(".calendar:first-child thead th")
                        .eachText())
                .startsWith("Mo");
        assertThat(read(site, "history.html").text()).doesNotContain("Night work");
        assertThat(read(stories.told("nothing-yet", List.of()), "maintenance.html")
                        .select(".calendars"))
                .isEmpty();
    }

    /** An event is reported as shown once it is in the company's language. */
    @Test
    void whatProgramsReadFollowsInOtherLanguagesWhereItChanged() throws IOException {
        Told work = Told.maintenance("work", "Move", NOW.plusSeconds(3_600), Duration.ofHours(2));
        try (SiteDirectory directory = stories.fresh("followed")) {
            SiteProjection projection = stories.projection(directory);
            projection.event(work.step(NOW, Status.SCHEDULED, null, "We move."), false);
            projection.caughtUp();
            Stories.finish(projection);
            Path site = Path.of("target/stories/followed/current");
            Path calendar = site.resolve("de/maintenance.ics");
            FileTime unchanged = FileTime.from(NOW);
            Files.setLastModifiedTime(calendar, unchanged);

            projection.event(
                    Told.incident("slow", "Slow", Impact.MINOR).step(NOW, Status.INVESTIGATING, null, "x"), false);
            projection.batchEnds();

            assertThat(Files.readString(site.resolve("api/v2/summary.json"))).contains("Slow");
            assertThat(Files.readString(site.resolve("de/api/v2/summary.json"))).doesNotContain("Slow");

            Stories.finish(projection);

            assertThat(Files.readString(site.resolve("de/api/v2/summary.json"))).contains("Slow");
            assertThat(Files.getLastModifiedTime(calendar)).isEqualTo(unchanged);
        }
    }

    @Test
    void aPageExistsInEveryLanguageAndNamesItsOthers() throws IOException {
        Path site = stories.told("busy", ClickTimeStory.busy(NOW));

        for (String name : pages(site).keySet()) {
            for (String tag : List.of("de", "fr", "es", "ja")) {
                Document page = read(site, tag + "/" + name);
                assertThat(page.select("html").attr("lang")).isEqualTo(tag);
                if (name.equals("unavailable.html")) {
                    continue;
                }
                assertThat(page.select("link[rel=alternate][hreflang]").eachAttr("hreflang"))
                        .containsExactly("en", "de", "fr", "es", "ja");
                assertThat(page.select("link[rel=canonical]").attr("href"))
                        .startsWith("http://localhost:8083/" + tag + "/");
                assertThat(page.select(".languages [aria-current]").attr("lang"))
                        .isEqualTo(tag);
                assertThat(page.select("nav[aria-label] ul a[href^=/]:not(.languages a)")
                                .eachAttr("href"))
                        .as(tag + "/" + name)
                        .allMatch(href -> href.startsWith("/" + tag + "/"));
                assertThat(page.select("input[name=language]").eachAttr("value"))
                        .allMatch(tag::equals);
            }
        }
        Document german = read(site, "de/index.html");
        assertThat(german.select("h1").text()).isEqualTo("Teilausfall");
        assertThat(german.select("main .prose").eachAttr("lang")).isNotEmpty().containsOnly("en");
        assertThat(read(site, "index.html").select("main [lang]")).isEmpty();
        assertThat(german.select(".overall").text()).contains("Betroffen: Web application und Mobile apps.");
        assertThat(german.select(".window").text()).contains("Donnerstag, 19. März");
        assertThat(german.select(".uptime svg").attr("aria-label"))
                .isEqualTo("99,55 % verfügbar in den letzten 90 Tagen, Ausfälle an 3 Tagen, zuletzt am 10. März");
        assertThat(read(site, "ja/index.html").select("h1").text()).isEqualTo("一部のサービスに障害が発生しています");
    }
}

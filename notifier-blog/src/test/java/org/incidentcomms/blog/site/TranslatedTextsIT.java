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
import java.util.List;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Update;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** What an operator wrote in several languages. */
@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class TranslatedTextsIT {
    @Inject
    Stories stories;

    /** An author may write in another language and translate into the company's. */
    @Test
    void aTranslationIntoTheCompanysLanguageIsShownAndFoundAtTheRoot() throws IOException {
        PublishedEvent told = Told.incident("slow", "Langsame Anmeldung", Impact.MINOR)
                .translated(
                        NOW,
                        Status.RESOLVED,
                        "Es ist vorbei.",
                        "en",
                        "Slow log-in",
                        new Update.Translation(null, "It is over."));
        Path site = stories.told("translated-back", List.of(told));

        assertThat(Jsoup.parse(site.resolve("history.html")).text()).contains("Slow log-in");
        JsonNode found = new ObjectMapper()
                .readTree(Files.readString(site.resolve("search/newest.json")))
                .at("/items/0/in/en");
        assertThat(found.toString()).isEqualTo("{\"title\":\"Slow log-in\",\"text\":\"It is over.\"}");
    }

    @Test
    void pagesShowWhatIsTranslatedAndMarkTheRestAsWrittenInTheCompanysLanguage() throws IOException {
        Told told = Told.incident("slow", "Slow log-in", Impact.MINOR);
        Path site = stories.told(
                "translated",
                List.of(
                        told.translated(
                                NOW.minusSeconds(600),
                                Status.INVESTIGATING,
                                "Logging in is slow.",
                                "de",
                                "Langsame Anmeldung",
                                new Update.Translation(null, "Die Anmeldung ist langsam.")),
                        told.step(NOW, Status.IDENTIFIED, null, "A cache is too small.")));

        Document german = Jsoup.parse(site.resolve("de/incidents/slow.html"));
        assertThat(german.select("h1:not([lang])").text()).isEqualTo("Langsame Anmeldung");
        assertThat(german.select(".prose:not([lang])").text()).isEqualTo("Die Anmeldung ist langsam.");
        assertThat(german.select(".prose[lang=en]").text()).isEqualTo("A cache is too small.");
        assertThat(german.text()).doesNotContain("Logging in is slow");
        assertThat(Jsoup.parse(site.resolve("de/posts/slow-u1.html"))
                        .select(".prose:not([lang])")
                        .text())
                .isEqualTo("Die Anmeldung ist langsam.");
        for (String page : List.of("de/index.html", "de/history.html", "de/blog.html", "de/unavailable.html")) {
            assertThat(Jsoup.parse(site.resolve(page)).text()).as(page).contains("Langsame Anmeldung");
        }
        for (String file : List.of("de/feed.atom", "de/history.rss", "de/banner.json", "de/api/v2/incidents.json")) {
            assertThat(Files.readString(site.resolve(file))).as(file).contains("Langsame Anmeldung", ":8083/de/");
        }
        assertThat(german.select("link[type=text/calendar]").eachAttr("href")).containsExactly("/de/maintenance.ics");
        assertThat(german.select("link[type=application/atom+xml]").eachAttr("href"))
                .containsExactly("/de/feed.atom", "/de/history.atom");
        assertThat(Jsoup.parse(site.resolve("fr/incidents/slow.html"))
                        .select("h1[lang=en], .prose[lang=en]")
                        .eachText())
                .containsExactly("Slow log-in", "A cache is too small.", "Logging in is slow.");
        assertThat(Jsoup.parse(site.resolve("incidents/slow.html")).text())
                .contains("Slow log-in", "Logging in is slow.")
                .doesNotContain("Anmeldung ist langsam");
    }
}

package org.incidentcomms.blog.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.blog.site.Stories.NOW;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** Whom an incident concerns and by when the next update comes, on the pages. */
@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class PromisesPagesIT {
    @Inject
    Stories stories;

    private final Told incident = Told.incident("slow", "Slow log-in", Impact.MAJOR);
    private final PublishedEvent opened = incident.promising(
            NOW.minusSeconds(600),
            Status.INVESTIGATING,
            "We look into it.",
            "Some customers <b>",
            NOW.plus(Duration.ofMinutes(90)));

    @Test
    void theStatusPageAndTheIncidentsTellScopeAndPromise() throws IOException {
        Path site = stories.told("promised", List.of(opened));

        for (String page : List.of("index.html", "incidents/slow.html")) {
            Document shown = Jsoup.parse(site.resolve(page));
            assertThat(shown.select(".meta .scope").eachText()).contains("Some customers <b>");
            assertThat(shown.select(".update-head .scope").eachText()).containsExactly("Some customers <b>");
            assertThat(shown.select(".next-update").eachText()).containsExactly("Next update by 12:35 pm PDT");
            assertThat(shown.select(".next-update time").attr("datetime")).isEqualTo("2026-03-10T19:35:30Z");
        }
        assertThat(Jsoup.parse(site.resolve("posts/slow-u1.html"))
                        .select(".scope")
                        .eachText())
                .containsExactly("Some customers <b>");
    }

    @Test
    void anUpdateWithoutThemEndsThem() throws IOException {
        Path site = stories.told(
                "promise-kept", List.of(opened, incident.step(NOW, Status.IDENTIFIED, null, "We know the cause.")));

        Document shown = Jsoup.parse(site.resolve("incidents/slow.html"));
        assertThat(shown.select(".next-update, header .scope")).isEmpty();
        assertThat(shown.select(".update-head .scope")).hasSize(1);
    }
}

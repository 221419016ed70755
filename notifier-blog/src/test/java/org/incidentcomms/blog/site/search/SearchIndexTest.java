package org.incidentcomms.blog.site.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.incidentcomms.blog.site.Told;
import org.incidentcomms.blog.site.text.MarkdownRenderer;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.junit.jupiter.api.Test;

class SearchIndexTest {
    private static final Instant NOW = Instant.parse("2026-03-10T18:05:30Z");

    private final SearchIndex index = new SearchIndex(new MarkdownRenderer(), List.of("de", "fr"));

    @Test
    void anIncidentIsFoundByItsTitleItsTextsAndEveryComponentItEverConcerned() throws IOException {
        Told told = Told.incident("slow", "Slow <log-in>", Impact.MINOR)
                .hitting("cmp_web", "Web", ComponentStatus.PARTIAL_OUTAGE);
        told.step(NOW, Status.INVESTIGATING, "Slow", "We **look** into [it](https://example.com).");
        told.hitting("cmp_api", "API", ComponentStatus.PARTIAL_OUTAGE);
        Incident incident = ((IncidentEvent)
                        told.step(NOW, Status.RESOLVED, null, "x".repeat(2_000)).data())
                .incident();

        JsonNode item = new ObjectMapper()
                .readTree(index.of(List.of(incident)))
                .path("items")
                .path(0);

        assertThat(item.path("slug").asText()).isEqualTo("slow");
        assertThat(item.path("title").asText()).isEqualTo("Slow <log-in>");
        assertThat(item.path("kind").asText()).isEqualTo("incident");
        assertThat(item.path("time").asText()).isEqualTo("2026-03-10T18:05:30Z");
        assertThat(item.path("components").toString()).contains("cmp_web", "cmp_api");
        assertThat(item.path("text").asText())
                .startsWith("Slow We look into it")
                .hasSizeLessThan(SearchIndex.SEARCHED + 100);
    }
}

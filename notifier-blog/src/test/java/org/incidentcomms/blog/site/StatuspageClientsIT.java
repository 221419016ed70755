package org.incidentcomms.blog.site;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.incidentcomms.blog.site.statuspage.StatuspageClients;
import org.incidentcomms.testkit.browser.Chromium;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever reads a page at Statuspage reads a site of ours when the address is changed. */
@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class StatuspageClientsIT extends SiteFixture {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Stories stories;

    @ParameterizedTest
    @EnumSource
    void clientsReadEveryDocument(SampleSite sample) throws Exception {
        StatuspageClients clients = StatuspageClients.assumeInstalled();
        Path site = stories.told(sample);
        JsonNode found;
        try (StoryServer server = new StoryServer(site)) {
            found = clients.read(server.address().replaceFirst("/$", ""));
        }
        JsonNode known = found.path("words");

        assertThat(found.path("raw")).hasSize(6);
        for (Map.Entry<String, JsonNode> document : found.path("raw").properties()) {
            assertThat(document.getValue()).as(document.getKey()).isEqualTo(published(site, document.getKey()));
        }
        assertThat(found.path("dated")).hasSize(8);
        for (Map.Entry<String, JsonNode> document : found.path("dated").properties()) {
            assertThat(document.getValue())
                    .as("%s: dates where there are some, and nowhere else", document.getKey())
                    .isEqualTo(dated("", published(site, document.getKey())));
            assertThat(words(document.getValue(), "incidents", "status")).isSubsetOf(texts(known.path("incident")));
            assertThat(words(document.getValue(), "incidents", "impact")).isSubsetOf(texts(known.path("impact")));
            assertThat(words(document.getValue(), "scheduled_maintenances", "status"))
                    .isSubsetOf(texts(known.path("maintenance")));
        }
        assertThat(found.at("/dated/incidents.json/incidents")).hasSize(Math.min(50, sample.incidents()));
    }

    @Test
    void anOutageIsToldInTheWordsOfStatuspage() throws Exception {
        StatuspageClients clients = StatuspageClients.assumeInstalled();
        try (StoryServer server = new StoryServer(stories.told(SampleSite.CLICKTIME))) {
            JsonNode found =
                    clients.read(server.address().replaceFirst("/$", "")).path("dated");

            JsonNode summary = found.path("summary.json");
            assertThat(summary.path("status").toString())
                    .isEqualTo("{\"indicator\":\"major\",\"description\":\"Partial System Outage\"}");
            assertThat(summary.at("/incidents/0/name").asText()).isEqualTo("Slow loading times on web and mobile");
            assertThat(words(summary, "incidents", "status"))
                    .containsExactly("identified", "identified", "investigating");
            assertThat(words(summary, "scheduled_maintenances", "status")).containsExactly("scheduled", "scheduled");
            assertThat(words(found.path("incidents.json"), "incidents", "status"))
                    .as("the newest incident first, of each the newest update first")
                    .containsExactly(
                            "identified",
                            "identified",
                            "investigating",
                            "postmortem",
                            "postmortem",
                            "resolved",
                            "monitoring",
                            "identified",
                            "investigating");
        }
    }

    @Test
    void clientsReadTheServiceItself() throws Exception {
        JsonNode found = StatuspageClients.assumeInstalled().read(address());

        assertThat(found.at("/raw/summary.json/page/name").asText()).isNotEmpty();
        assertThat(found.at("/dated/status.json/status"))
                .isEqualTo(found.at("/raw/status.json/status"))
                .isEqualTo(found.at("/raw/summary.json/status"));
    }

    @Test
    void atlassiansWidgetShowsTheStatusInAPageOfAnotherOrigin() throws Exception {
        StatuspageClients clients = StatuspageClients.assumeInstalled();
        JsonNode status = clients.read(address()).at("/raw/status.json/status");
        try (StaticServer product = new StaticServer();
                Chromium chromium = Chromium.start()) {
            product.put("/widget.js", clients.widget(), Map.of("Content-Type", "text/javascript"));
            String widget = "<statuspage-widget src=\"" + address() + "\" appearance=\"%s\"></statuspage-widget>";
            product.put(
                    "/",
                    ("<!DOCTYPE html><title>Product</title>" + widget.formatted("basic") + widget.formatted("badge")
                                    + "<script src=\"/widget.js\"></script>")
                            .getBytes(UTF_8),
                    Map.of("Content-Type", "text/html"));

            Page page = chromium.open(product.url());

            Locator shown = page.locator("statuspage-widget .status-container");
            assertThat(shown).hasCount(2);
            for (int appearance = 0; appearance < 2; appearance++) {
                assertThat(shown.nth(appearance))
                        .containsText(status.path("description").asText());
                assertThat(shown.nth(appearance).locator(".status-indicator"))
                        .hasClass("status-indicator " + status.path("indicator").asText());
            }
        }
    }

    private String address() {
        return root.toString().replaceFirst("/$", "");
    }

    private static JsonNode published(Path site, String document) throws IOException {
        return JSON.readTree(Files.readString(site.resolve("api/v2/" + document)));
    }

    /** What a list's incidents and their updates have in a field. */
    private static List<String> words(JsonNode document, String list, String field) {
        List<String> words = new ArrayList<>();
        for (JsonNode incident : document.path(list)) {
            words.add(incident.path(field).asText());
            incident.path("incident_updates").findValuesAsText(field).forEach(words::add);
        }
        return words;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** The same document with its times as the script that runs the clients writes dates. */
    private static JsonNode dated(String name, JsonNode node) {
        if (node.isObject()) {
            ObjectNode copy = JSON.createObjectNode();
            node.properties().forEach(field -> copy.set(field.getKey(), dated(field.getKey(), field.getValue())));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = JSON.createArrayNode();
            node.forEach(element -> copy.add(dated(name, element)));
            return copy;
        }
        if (node.isNull() || !name.matches(".*_at|scheduled_(for|until)|start_date")) {
            return node;
        }
        Instant at = name.equals("start_date")
                ? LocalDate.parse(node.asText()).atStartOfDay(ZoneOffset.UTC).toInstant()
                : OffsetDateTime.parse(node.asText()).toInstant();
        return TextNode.valueOf("epoch " + at.toEpochMilli());
    }
}

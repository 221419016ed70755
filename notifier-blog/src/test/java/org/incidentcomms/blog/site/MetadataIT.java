package org.incidentcomms.blog.site;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.blog.site.Stories.NOW;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Status;
import org.incidentcomms.testkit.browser.Chromium;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** What pages tell search engines and previews of links, and the problem a load balancer answers. */
@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class MetadataIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Stories stories;

    @Test
    void incidentsAndPostsAreArticlesAndMaintenancesAreEvents() throws IOException {
        Path site = stories.told("busy", ClickTimeStory.busy(NOW));

        JsonNode incident = data(site, "incidents/slow-loading-times.html");
        assertThat(incident.path("@type").asText()).isEqualTo("NewsArticle");
        assertThat(incident.path("headline").asText()).isEqualTo("Slow loading times on web and mobile");
        assertThat(incident.path("datePublished").asText()).isEqualTo("2026-03-10T17:13:30Z");
        assertThat(incident.path("dateModified").asText()).isEqualTo("2026-03-10T17:44:30Z");
        JsonNode post = data(site, "posts/feb-2-performance-u4.html");
        assertThat(post.path("headline").asText()).isEqualTo("Performance back to normal");
        assertThat(post.at("/author/name").asText()).isEqualTo("Alex Mann");
        assertThat(post.at("/publisher/name").asText()).isEqualTo("ClickTime");
        JsonNode event = data(site, "incidents/scheduled-maintenance.html");
        assertThat(event.path("@type").asText()).isEqualTo("Event");
        assertThat(event.path("startDate").asText()).isEqualTo("2026-03-19T17:00:00Z");
        assertThat(event.path("eventStatus").asText()).isEqualTo("https://schema.org/EventScheduled");
    }

    @Test
    void aPreviewOfALinkHasAPicture() throws IOException {
        Path site = stories.told("busy", ClickTimeStory.busy(NOW));

        Document page = Jsoup.parse(site.resolve("incidents/slow-loading-times.html"));

        String picture = page.select("meta[property=og:image]").attr("content");
        assertThat(picture).startsWith("http://localhost:8083/assets/picture-").endsWith(".png");
        var image = ImageIO.read(
                site.resolve(picture.replace("http://localhost:8083/", "")).toFile());
        assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(1200, 630);
        assertThat(page.select("meta[name=twitter:card]").attr("content")).isEqualTo("summary");
    }

    /** Data is not executed, so the policy that forbids inline scripts does not concern it; Chromium agrees. */
    @Test
    void theSitesPolicyLetsTheDataThroughAndNoTextOutOfIt() throws IOException {
        String policy = given().get("/").header("Content-Security-Policy");
        String attack = "</script><script>document.title = 'pwned'</script><!-- <script>";
        Told incident = Told.incident("attack", attack, Impact.MAJOR);
        Path site = stories.told("data", List.of(incident.step(NOW, Status.INVESTIGATING, attack, attack)));

        try (StaticServer server = new StaticServer();
                Chromium chromium = Chromium.start()) {
            server.put(
                    "/",
                    Files.readAllBytes(site.resolve("incidents/attack.html")),
                    Map.of("Content-Type", "text/html", "Content-Security-Policy", policy));
            Page page = chromium.open(server.url());

            assertThat(page.evaluate(
                            "JSON.parse(document.querySelector('[type=\"application/ld+json\"]').text).headline"))
                    .isEqualTo(attack);
            assertThat(page.title()).startsWith(attack);
            chromium.assertNoComplaints();
        }
    }

    @Test
    void programsAreToldThatTheProductIsUnavailableAndWhereToLook() throws IOException {
        JsonNode busy = JSON.readTree(
                Files.readString(stories.told("busy", ClickTimeStory.busy(NOW)).resolve("unavailable.json")));
        assertThat(busy.path("status").asInt()).isEqualTo(503);
        assertThat(busy.path("title").asText()).isEqualTo("ClickTime is temporarily unavailable");
        assertThat(busy.path("detail").asText()).endsWith("about 60 % are done.");
        assertThat(busy.path("updated_at").asText()).isEqualTo("2026-03-10T17:38:30Z");
        assertThat(busy.at("/incident/url").asText()).isEqualTo("http://localhost:8083/incidents/slow-loading-times");
        assertThat(busy.at("/follow/subscribe").asText()).isEqualTo("https://updates.clicktime.example/subscriptions");

        Told work = Told.maintenance("work", "Move", NOW, Duration.ofHours(1));
        JsonNode planned = JSON.readTree(Files.readString(
                stories.told("work", List.of(work.step(NOW, Status.IN_PROGRESS, null, "We move.")))
                        .resolve("unavailable.json")));
        assertThat(planned.at("/incident/ends_at").asText()).isEqualTo("2026-03-10T19:05:30Z");

        JsonNode quiet = JSON.readTree(Files.readString(
                stories.told("quiet", ClickTimeStory.quiet(NOW)).resolve("unavailable.json")));
        assertThat(quiet.path("incident").isNull()).isTrue();
        assertThat(quiet.path("detail").asText()).startsWith("We are experiencing technical difficulties");
    }

    private static JsonNode data(Path site, String page) throws IOException {
        return JSON.readTree(Jsoup.parse(site.resolve(page))
                .expectFirst("script[type=application/ld+json]")
                .data());
    }
}

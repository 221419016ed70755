package org.incidentcomms.api.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.Reports;
import org.incidentcomms.api.Reports.Tally;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.testkit.browser.Chromium;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every view, light and dark, on a desk and on a phone: axe-core finds nothing, nothing scrolls sideways. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ConsoleLooksIT {
    private static final Path FILES = Path.of("src", "main", "resources", "META-INF", "resources", "console");

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init")
    String address;

    @ParameterizedTest
    @ValueSource(ints = {Chromium.DESK, Chromium.PHONE})
    void every_view_can_be_read_by_everybody(int width) {
        String suffix = "-" + width;
        Map<String, String> views = views();
        try (Chromium chromium = Chromium.start()) {
            Page page = chromium.open(address, width, ColorScheme.LIGHT);
            page.getByLabel("Access token").waitFor();
            Chromium.assertAccessibleInLightAndDark(page, "sign-in" + suffix);
            InChromium.signIn(page, Api.OPERATOR);
            views.forEach((name, place) -> {
                page.navigate("about:blank");
                page.navigate(address + place);
                page.locator("main:not([aria-busy]) h1").waitFor();
                if (name.equals("incident")) {
                    assertThat(page.locator("[data-channel=email]").first()).containsText("of 20,143");
                }
                page.evaluate("document.querySelectorAll('details.more').forEach(fold => { fold.open = true; })");
                Chromium.assertAccessibleInLightAndDark(page, name + suffix);
            });
            chromium.assertNoComplaints();
        }
    }

    @Test
    void the_page_allows_no_script_or_style_but_its_own_files() {
        given().get("/")
                .then()
                .statusCode(200)
                .header(
                        "Content-Security-Policy",
                        equalTo("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                                + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"))
                .header("Cache-Control", equalTo("no-store"))
                .header("X-Content-Type-Options", equalTo("nosniff"));
        String html = given().get("/").asString();
        assertThat(html).doesNotContain("<style").doesNotContain(" style=").doesNotContainPattern("\\son[a-z]+=");
        assertThat(html).containsOnlyOnce("<script");
        given().get("/console/main.js").then().statusCode(200).header("Cache-Control", equalTo("no-store"));
    }

    @Test
    void the_scripts_are_small_and_never_make_markup_of_text() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".js")).toList()) {
                String script = Files.readString(file, StandardCharsets.UTF_8);
                assertThat(script)
                        .as("%s", file)
                        .doesNotContain("innerHTML")
                        .doesNotContain("insertAdjacentHTML")
                        .doesNotContain("eval(")
                        .doesNotContainPattern("https?://(?!www\\.w3\\.org/)")
                        .doesNotContain(".style.");
                assertThat(script.lines().count()).as("%s", file).isLessThan(300);
            }
        }
    }

    /** One of each kind, with the words ClickTime used. */
    private static Map<String, String> views() {
        String web = component("Web application", "Product");
        component("Mobile apps", "Product");
        component("QuickBooks sync", "Integrations");
        String id =
                Api.operator().body("""
                        {"title": "System Temporarily Unavailable", "impact": "critical",
                         "message": "We are experiencing technical difficulties and are temporarily unavailable. Thank you for your understanding.",
                         "components": [{"id": "%s", "status": "major_outage"}]}""".formatted(web)).post("/v1/incidents").path("id");
        String second =
                Api.operator().body("""
                        {"status": "identified", "headline": "Update on Feb. 2 Performance Issues",
                         "author": "ClickTime Web Operations",
                         "message": "Because users are seeing very slow login and load times, we've taken the site down temporarily.\\n\\nOur web operations team is hard at work on this."}""").post("/v1/incidents/{id}/updates", id).path("id");
        String first = Api.viewer().get("/v1/incidents/{id}", id).path("updates[0].id");
        try (Reports reports = new Reports()) {
            reports.send(id, 1, first, "email", DeliveryState.PARTIAL, new Tally(20_143, 20_120, 23));
            reports.send(id, 1, first, "x", DeliveryState.DELIVERED, Tally.ONE);
            reports.send(id, 1, first, "site", DeliveryState.DELIVERED, Tally.ONE);
            reports.send(id, 2, second, "email", DeliveryState.DELIVERING, new Tally(20_143, 12_480, 0));
            reports.send(id, 2, second, "x", DeliveryState.FAILED, new Tally(1, 0, 1));
            reports.send(id, 2, second, "site", DeliveryState.DELIVERED, Tally.ONE);
        }
        String starts = java.time.Instant.now()
                .plus(java.time.Duration.ofDays(5))
                .truncatedTo(java.time.temporal.ChronoUnit.HOURS)
                .toString();
        String work = Api.operator()
                .body("""
                        {"title": "ClickTime – Scheduled Maintenance", "components": ["%s"],
                         "message": "The ClickTime system is undergoing important maintenance to improve system security and performance.",
                         "starts_at": "%s", "ends_at": "%s"}""".formatted(web, starts, java.time.Instant.parse(starts).plus(java.time.Duration.ofHours(6))))
                .post("/v1/maintenances")
                .path("id");
        Map<String, String> views = new LinkedHashMap<>();
        views.put("incidents", "#/");
        views.put("incident", "#/incidents/" + id);
        views.put("long-words", "#/incidents/" + Api.open("Rindfleischetikettierung".repeat(8)));
        views.put("opening", "#/incidents/new");
        views.put("calendar", "#/maintenance");
        views.put("maintenance", "#/maintenance/" + work);
        views.put("announcing", "#/maintenance/new");
        views.put("components", "#/components");
        Api.operator()
                .body("{\"name\":\"Slow\",\"kind\":\"incident\",\"status\":\"investigating\",\"impact\":\"minor\","
                        + "\"title\":\"Slow loading times\",\"message\":\"Pages load slowly.\"}")
                .post("/v1/templates");
        views.put("templates", "#/templates");
        views.put("channels", "#/channels");
        views.put("audit", "#/audit");
        return views;
    }

    private static String component(String name, String group) {
        return Api.operator()
                .body("{\"name\":\"%s\",\"group\":\"%s\"}".formatted(name, group))
                .post("/v1/components")
                .path("id");
    }
}

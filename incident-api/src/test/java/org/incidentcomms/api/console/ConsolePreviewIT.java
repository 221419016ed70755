package org.incidentcomms.api.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.regex.Pattern;
import org.incidentcomms.api.Api;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Before it goes out: what the channels would make of it, and beginning from a template. The answers are made up here. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ConsolePreviewIT {
    private static final String PREVIEWS = """
            {"event_type": "incident.updated", "channels": [
              {"channel": "email", "state": "ok", "recipients": 1200, "previews": [
                {"destination": "email", "recipients": 1200, "warnings": ["the subject was shortened"], "parts": {
                  "subject": "Slow log-in: monitoring", "text": "Traffic has been very smooth.",
                  "html": "<p>Traffic</p><script>window.hacked = true</script><img src=x onerror='window.hacked = true'>"}}]},
              {"channel": "twitter", "state": "unavailable", "reason": "no answer within 2 s", "recipients": 0, "previews": []},
              {"channel": "blog", "state": "ok", "recipients": 1, "previews": [
                {"destination": "site", "recipients": 1, "warnings": [], "parts": {
                  "headline": "End of day", "url": "https://example.org/posts/end-of-day",
                  "html": "<h1>End</h1><p>of day</p><script>window.hacked = true</script><img src=x onerror='window.hacked = true'>"}}]}
            ]}""";

    private static final String TEMPLATES = """
            {"items": [
              {"id": "tpl_1", "name": "End of day", "kind": "update", "status": "monitoring",
               "headline": "{{day}} End-of-Day Update", "message": "As of this evening ({{day}}) we have implemented {{what}}.",
               "variables": ["day", "what"]},
              {"id": "tpl_2", "name": "Outage", "kind": "incident", "title": "System Temporarily Unavailable",
               "message": "We are experiencing technical difficulties.", "variables": []}
            ], "next_cursor": null}""";

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init")
    String address;

    @SuppressWarnings("NullAway.Init")
    private Chromium chromium;

    @BeforeEach
    void startBrowser() {
        chromium = Chromium.start();
    }

    @AfterEach
    void nothingWasRefused() {
        try (Chromium used = chromium) {
            used.assertNoComplaints();
        }
    }

    @Test
    void each_channel_shows_what_it_would_send_and_to_how_many() {
        String id = Api.open("Previewed");
        Page page = page("**/v1/previews", 200, PREVIEWS, id);
        page.getByLabel("Message").fill("Traffic has been very smooth.");
        page.keyboard().press("Control+Shift+Enter");

        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.locator("[data-channel=email]")).containsText("to 1,200 people");
        assertThat(dialog.locator("[data-channel=email]")).containsText("Slow log-in: monitoring");
        assertThat(dialog.locator("[data-channel=email]")).containsText("the subject was shortened");
        assertThat(dialog.locator("[data-channel=twitter]")).containsText("does not answer");
        assertThat(dialog.locator("[data-channel=blog]")).containsText("of day");
        Chromium.assertAccessible(page, "dialog-preview");
        assertThat(page.evaluate("window.hacked")).as("script of a preview").isNull();
        assertThat(said(id).getList("updates")).as("nothing is published").hasSize(1);

        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".update").first()).containsText("Traffic has been very smooth.");
    }

    @Test
    void what_a_preview_finds_wrong_is_said_beside_the_field() {
        Page page = page(
                "**/v1/previews",
                422,
                "{\"status\":422,\"violations\":[{\"field\":\"update.message\",\"message\":\"must not be shouted\"}]}",
                Api.open("Wrongly previewed"));
        page.getByLabel("Message").fill("LOUD");
        page.keyboard().press("Control+Shift+Enter");
        assertThat(page.getByLabel("Message")).hasAccessibleDescription(Pattern.compile("Must not be shouted"));
    }

    @Test
    void without_a_preview_one_can_publish_all_the_same() {
        Page page = page("**/v1/previews", 404, "{\"status\":404}", Api.open("Never previewed"));
        page.getByLabel("Message").fill("Said anyway.");
        page.keyboard().press("Control+Shift+Enter");
        assertThat(page.locator("#notices")).containsText("no preview");
        page.getByLabel("Message").press("Control+Enter");
        assertThat(page.locator(".update").first()).containsText("Said anyway.");
    }

    @Test
    void a_template_fills_the_form_and_its_blanks_do_not_go_out() {
        String id = Api.open("From a template");
        Page page = page("**/v1/templates*", 200, TEMPLATES, id);
        page.getByLabel("From a template").selectOption("End of day");
        page.getByLabel("day", new Page.GetByLabelOptions().setExact(true)).fill("Feb 2");
        assertThat(page.getByLabel("Headline")).hasValue("Feb 2 End-of-Day Update");
        page.keyboard().press("Control+Enter");
        assertThat(page.getByLabel("Message")).hasAccessibleDescription(Pattern.compile("Fill in \\{\\{what}} first"));
        Chromium.assertAccessible(page, "from-a-template");

        page.getByLabel("what", new Page.GetByLabelOptions().setExact(true)).fill("certain site changes");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".update").first()).containsText("(Feb 2) we have implemented certain site changes.");
        assertThat(said(id).getString("updates[1].status")).isEqualTo("monitoring");
    }

    /** The form for an update, where calls of this pattern are answered so. */
    private Page page(String pattern, int status, String answer, String id) {
        Page page = chromium.open("about:blank");
        page.route(
                pattern,
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(status)
                        .setContentType(status == 200 ? "application/json" : "application/problem+json")
                        .setBody(answer)));
        page.navigate(address + "#/incidents/" + id + "/update");
        ConsoleIT.signIn(page, Api.OPERATOR);
        return page;
    }

    private static JsonPath said(String id) {
        return Api.viewer().get("/v1/incidents/{id}", id).jsonPath();
    }
}

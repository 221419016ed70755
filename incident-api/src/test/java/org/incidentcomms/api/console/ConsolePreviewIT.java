package org.incidentcomms.api.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.maintenance.MaintenanceCalls;
import org.incidentcomms.testkit.browser.Chromium;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Before it goes out: what the channels would make of it, and beginning from a template. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ConsolePreviewIT extends InChromium {
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
        assertThat(stored(id).getList("updates")).as("nothing is published").hasSize(1);

        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".update").first()).containsText("Traffic has been very smooth.");
    }

    @Test
    void beside_the_text_stands_how_it_reads_and_whom_it_reaches() {
        Page page = page("**/v1/previews", 200, PREVIEWS, Api.open("Read along"));
        page.getByLabel("Message").fill("Traffic has been **very** smooth.");

        Locator beside = page.locator("[data-part=live-preview]");
        assertThat(beside.locator(".reads strong")).hasText("very");
        assertThat(beside.locator("[data-channel=email]")).containsText("Slow log-in: monitoring");
        assertThat(page.locator(".reach")).containsText("E-mail 1,200 people");
        assertThat(page.locator(".reach")).containsText("X does not answer");
        Chromium.assertAccessible(page, "live-preview");
        assertThat(page.evaluate("window.hacked")).as("script of a preview").isNull();
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
    void a_long_reason_why_there_is_no_preview_makes_the_page_no_wider() {
        String id = Api.open("Reason at length");
        String path = "/v1/incidents/" + id + "/updates/upd_" + "0123456789".repeat(12);
        Page page = page(
                "**/v1/previews",
                409,
                "{\"status\":409,\"title\":\"Conflict\",\"detail\":\"an update is held: DELETE " + path + "\"}",
                id);
        page.getByLabel("Message").fill("Is there room?");

        assertThat(page.locator(".live-preview")).containsText(path);
        Chromium.assertFits(page, "no-preview");
    }

    @Test
    void a_notifier_that_is_away_hinders_nobody() {
        String id = Api.open("Without notifiers");
        Page page = signedIn("#/incidents/" + id + "/update");
        page.getByLabel("Message").fill("Nobody is there to preview it.");
        page.keyboard().press("Control+Shift+Enter");

        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.locator("[data-channel=email]")).containsText("It will deliver as soon as it is back");
        page.keyboard().press("Escape");
        assertThat(page.getByLabel("Message")).hasValue("Nobody is there to preview it.");
    }

    @Test
    void what_a_maintenance_will_tell_by_itself_can_be_seen_before() {
        String id = MaintenanceCalls.announce(
                Instant.parse("2049-10-05T11:00:00Z"),
                Instant.parse("2049-10-05T13:00:00Z"),
                List.of(),
                "\"auto_start\":true,\"start_message\":\"Down for two hours.\"");
        Page page = signedIn("#/maintenance/" + id);
        assertThat(page.getByText("Preview the completion")).hasCount(0);
        page.getByText("Preview the start").click();

        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("Sent automatically on");
        assertThat(dialog.locator("[data-channel=email]")).containsText("does not answer");
        assertThat(dialog.getByText("Publish")).hasCount(0);
        Chromium.assertAccessible(page, "dialog-preview-automatic");
        page.keyboard().press("Escape");
        assertThat(dialog).hasCount(0);
        MaintenanceCalls.get(id).body("status", org.hamcrest.Matchers.equalTo("scheduled"));
    }

    @Test
    void a_template_fills_the_form_and_its_blanks_do_not_go_out() {
        String id = Api.open("From a template");
        Api.operator().body("""
                        {"name": "End of day %s", "kind": "update", "status": "monitoring", "author": "{{sign_off}}",
                         "headline": "{{day}} End-of-Day Update", "notify": {"twitter": false},
                         "message": "{{title}}: as of this evening ({{day}}) we have implemented {{what}}."}""".formatted(id)).post("/v1/templates").then().statusCode(201);
        Page page = signedIn("#/incidents/" + id + "/update");
        page.getByLabel("From a template").selectOption("End of day " + id);
        page.getByLabel("day", new Page.GetByLabelOptions().setExact(true)).fill("Feb 2");
        assertThat(page.getByLabel("Headline")).hasValue("Feb 2 End-of-Day Update");
        assertThat(page.getByLabel("Signed by")).hasValue("ClickTime Web Operations");
        page.keyboard().press("Control+Enter");
        assertThat(page.getByLabel("Message")).hasAccessibleDescription(Pattern.compile("Fill in \\{\\{what}} first"));
        Chromium.assertAccessible(page, "from-a-template");

        page.getByLabel("what", new Page.GetByLabelOptions().setExact(true)).fill("certain site changes");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".update").first())
                .containsText("From a template: as of this evening (Feb 2) we have implemented certain site changes.");
        assertThat(stored(id).getString("updates[1].status")).isEqualTo("monitoring");
        assertThat(stored(id).getBoolean("updates[1].notify.twitter")).isFalse();
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
        signIn(page, Api.OPERATOR);
        return page;
    }
}

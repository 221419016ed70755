package org.incidentcomms.api.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.EventsOnTopic;
import org.incidentcomms.api.Reports;
import org.incidentcomms.api.Reports.Tally;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.StatusEvent.DeliveryStopRequested;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.browser.Chromium;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** What an operator does at 3 a.m., in a real browser against the real service. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ConsoleIT extends InChromium {
    @Test
    void from_the_page_to_a_published_update_it_takes_four_interactions() {
        String id = Api.open("Four interactions");
        Page page = chromium.open(address);
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page.evaluate("text => navigator.clipboard.writeText(text)", Api.OPERATOR);

        page.keyboard().press("Control+V");
        page.getByLabel("Post an update: Four interactions").click();
        assertThat(page.getByLabel("Message")).isFocused();
        page.keyboard().insertText("Some ClickTime customers may be experiencing slow loading times.");
        page.keyboard().press("Control+Enter");

        assertThat(page.locator(".update").first())
                .containsText("Some ClickTime customers may be experiencing slow loading times.");
        assertThat(stored(id).getList("updates.message", String.class))
                .containsExactly(
                        "We are looking into it.", "Some ClickTime customers may be experiencing slow loading times.");
    }

    @Test
    void an_incident_is_opened_with_the_keyboard_alone() {
        Page page = signedIn("");
        assertThat(page.locator("h1")).containsText("incident");
        page.keyboard().press("n");
        assertThat(page.getByLabel("Title")).isFocused();
        page.keyboard().type("Keyboard alone");
        page.keyboard().press("Tab");
        page.keyboard().type("Minor");
        page.keyboard().press("Tab");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("Tab");
        page.keyboard().type("We are experiencing technical difficulties.");
        page.keyboard().press("Control+Enter");

        assertThat(page.locator("h1")).hasText("Keyboard alone");
        assertThat(page.locator(".update .chip").first()).hasText("Identified");
        page.keyboard().press("Escape");
        page.keyboard().press("?");
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        page.keyboard().press("Escape");
        page.keyboard().press("g");
        page.keyboard().press("c");
        assertThat(page.locator("h1")).hasText("Components");
    }

    @Test
    void deliveries_fill_in_live_and_a_wrong_one_is_stopped() {
        String id = Api.open("Live deliveries");
        String update = stored(id).getString("updates[0].id");
        Page page = signedIn("#/incidents/" + id);
        page.evaluate("delete Crypto.prototype.randomUUID"); // as on a page that did not come by https
        Locator mail = page.locator("[data-channel=email]");
        assertThat(mail).containsText("Waiting");

        try (Reports reports = new Reports()) {
            reports.send(id, 1, update, "email", DeliveryState.DELIVERING, new Tally(20_000, 1_200, 0));
            reports.send(id, 1, update, "x", DeliveryState.DELIVERED, Tally.ONE);
            assertThat(mail).containsText("1,200 of 20,000");
            assertThat(mail).containsText("Going out");
            assertThat(page.locator("[data-channel=x] a")).hasAttribute("href", "https://example.org/x");

            page.getByText("Stop", new Page.GetByTextOptions().setExact(true)).click();
            Locator dialog = page.getByRole(AriaRole.DIALOG);
            assertThat(dialog).containsText("18,800 people have not had this mail yet.");
            Chromium.assertAccessible(page, "dialog-stop");
            dialog.getByText("Stop now").click();
            assertThat(dialog).hasCount(0);
            try (EventsOnTopic topic = new EventsOnTopic()) {
                var stop = (DeliveryStopRequested) topic.awaitOf(id, 2).get(1).data();
                assertThat(stop.updateId()).isEqualTo(update);
                assertThat(stop.channels()).containsExactly("email", "blog");
            }
            reports.send(id, 1, update, "email", DeliveryState.STOPPED, new Tally(20_000, 1_900, 0));
            assertThat(mail).containsText("Stopped");
        }
    }

    @Test
    void what_failed_is_sent_again() {
        String id = Api.open("Failed deliveries");
        String update = stored(id).getString("updates[0].id");
        Page page = signedIn("#/incidents/" + id);
        try (Reports reports = new Reports()) {
            reports.send(id, 1, update, "email", DeliveryState.PARTIAL, new Tally(20, 17, 3));
            page.getByText("Send the failed ones again").click();
            assertThat(page.locator("#notices")).containsText("being sent again");
            try (EventsOnTopic topic = new EventsOnTopic()) {
                assertThat(topic.awaitOf(id, 2).get(1).type().wire()).isEqualTo("delivery.retry_requested");
            }
        }
    }

    @Test
    void a_text_is_corrected_and_its_earlier_wording_shown() {
        String id = Api.open("Corrected in the console");
        Page page = signedIn("#/incidents/" + id);
        page.getByText("Correct", new Page.GetByTextOptions().setExact(true)).click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("Message").fill("We know what it is.");
        dialog.getByLabel("Everybody").check();
        Chromium.assertAccessible(page, "dialog-correct");
        page.keyboard().press("Control+Enter");

        assertThat(page.locator(".update .prose").first()).hasText("We know what it is.");
        page.getByText("1 earlier wording").click();
        assertThat(page.locator(".history blockquote")).containsText("We are looking into it.");
        assertThat(page.locator(".deliveries")).hasCount(2);
    }

    @Test
    void a_text_of_clicktime_goes_out_under_its_own_headline_and_name() {
        String id = Api.open("Feb. 2 performance issues");
        Page page = signedIn("#/incidents/" + id + "/update");
        page.getByLabel("Resolved").check();
        page.getByLabel("Message")
                .fill("We've been closely **monitoring** our systems.\n\n- In brief, we experienced slowness.");
        page.getByLabel("Headline").fill("Performance back to normal");
        page.getByLabel("Signed by").fill("Alex Mann");
        page.getByLabel("X", new Page.GetByLabelOptions().setExact(true)).uncheck();
        page.keyboard().press("Control+Enter");

        assertThat(page.locator(".update").first()).containsText("Performance back to normal");
        Locator text = page.locator(".update .prose").first();
        assertThat(text.locator("strong")).hasText("monitoring");
        assertThat(text.locator("li")).hasText("In brief, we experienced slowness.");
        page.getByText("Source", exactly()).first().click();
        assertThat(text).containsText("**monitoring**");
        JsonPath said = stored(id);
        assertThat(said.getString("updates[1].headline")).isEqualTo("Performance back to normal");
        assertThat(said.getString("updates[1].author")).isEqualTo("Alex Mann");
        assertThat(said.getString("updates[1].status")).isEqualTo("resolved");
        assertThat(said.getBoolean("updates[1].notify.twitter")).isFalse();
        assertThat(said.getBoolean("updates[1].notify.email")).isTrue();
    }

    @Test
    void a_colleague_who_writes_about_it_is_named() {
        String id = Api.open("Written by two");
        Api.as(Tokens.token("ben", "operator"))
                .body("{\"writing\": true}")
                .put("/v1/incidents/{id}/presence", id)
                .then()
                .statusCode(200);
        Page page = signedIn("#/incidents/" + id);
        assertThat(page.locator(".presence")).hasText("ben is writing an update");
        Chromium.assertAccessible(page, "presence");
    }

    @Test
    void an_admin_takes_back_an_update_and_the_whole() {
        String id = Api.open("Taken back");
        Api.operator()
                .body("{\"message\":\"It names a customer.\"}")
                .post("/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(201);
        Page page = signedIn("#/incidents/" + id, Tokens.token("ada", "admin"));
        page.locator(".update").first().getByText("Withdraw").click();
        page.getByText("Withdraw the update").click();
        assertThat(page.getByLabel("Reason")).hasAttribute("aria-invalid", "true");
        page.getByLabel("Reason").fill("Published by mistake");
        Chromium.assertAccessible(page, "dialog-withdraw");
        page.getByText("Withdraw the update").click();
        assertThat(page.locator("#notices")).containsText("Withdrawn");
        assertThat(page.locator(".timeline")).not().containsText("It names a customer.");

        page.locator(".head").getByText("Withdraw").click();
        page.getByLabel("Reason").fill("Published by mistake");
        page.getByText("Withdraw it").click();
        assertThat(page.locator("h1")).containsText("incident");
        assertThat(Api.viewer().get("/v1/incidents/{id}", id).statusCode()).isEqualTo(410);
    }
}

package org.incidentcomms.api.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.draft.Approvals;
import org.incidentcomms.events.Impact;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.browser.Chromium;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** A second operator's yes, words that contradict the state, the channels and the audit trail, in a browser. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ConsoleOperatingIT extends InChromium {
    private final String title = "Down " + UUID.randomUUID();

    @Test
    void what_waits_for_approval_names_who_asked_and_another_operator_approves_it() {
        Approvals.require(Optional.of(Impact.CRITICAL), OptionalLong.empty());
        Page page = signedIn("#/incidents/new");
        page.locator("[name=title]").fill(title);
        page.locator("[name=message]").fill("It is down.");
        page.locator("#impact").selectOption("critical");
        page.locator("[data-part=publish]").click();
        assertThat(page.locator("#notices")).containsText("another operator has to approve it");
        Locator own = page.locator("[data-part=approvals] .card", new Page.LocatorOptions().setHasText(title));
        assertThat(own).containsText("Asked by alex.mann");
        assertThat(button(page, "Approve: " + title)).hasCount(0);

        Page other = signedIn("#/", Tokens.token("ben", "operator"));
        assertThat(button(other, "Approve: " + title)).isVisible();
        Chromium.assertAccessible(other, "approvals");
        button(other, "Approve: " + title).click();
        other.locator("dialog [data-part=confirm]").click();

        assertThat(other.locator("#notices")).containsText("Approved and published");
        assertThat(other.locator("[data-part=open]")).containsText(title);
        assertThat(other.locator("[data-part=approvals]")).not().containsText(title);
    }

    @Test
    void a_silent_change_is_approved_with_each_of_its_fields_in_view_and_notifies_nobody() {
        Approvals.require(Optional.of(Impact.CRITICAL), OptionalLong.empty());
        String id = Api.open(title);
        Api.operator()
                .body("{\"impact\":\"critical\",\"title\":\"" + title + " in Europe\",\"scope\":\"All customers\","
                        + "\"next_update_at\":\"" + Instant.now().plus(Duration.ofHours(2)) + "\"}")
                .patch("/v1/incidents/{id}", id)
                .then()
                .statusCode(202);
        Page page = signedIn("#/", Tokens.token("ben", "operator"));
        Locator card =
                page.locator("[data-part=approvals] .card", new Page.LocatorOptions().setHasText(title + " in Europe"));
        assertThat(card).containsText("Critical");
        assertThat(card).containsText("Scope: All customers");
        assertThat(card).containsText("Next update at: ");
        Chromium.assertAccessible(page, "approval-of-a-silent-change");

        card.locator("[data-key^=approve]").click();
        assertThat(page.locator("dialog")).containsText("is done in the name of alex.mann");
        page.locator("dialog [data-part=confirm]").click();

        assertThat(page.locator("#notices")).containsText("Nobody is notified.");
        assertThat(page.locator("#notices")).not().containsText("Delivery has started");
        assertThat(page.locator("[data-part=open]")).containsText(title + " in Europe");
    }

    @Test
    void words_that_contradict_the_status_are_asked_about_and_published_if_they_are_meant() {
        String id = Api.open(title);
        Page page = signedIn("#/incidents/" + id + "/update");
        page.getByLabel("Resolved").check();
        page.locator("[name=message]").fill("Solved for some customers.");

        page.locator("[data-part=publish]").click();
        assertThat(page.locator("form [data-part=state]")).containsText("Is this meant?");
        assertThat(page.locator("form [data-part=state]")).containsText("some customers");
        page.locator("[data-part=publish]").click();

        assertThat(page.locator(".update").first()).containsText("Solved for some customers.");
    }

    @Test
    void a_parked_channel_says_why_and_what_to_do_and_is_resumed() {
        Page page = signedIn("#/");
        page.route("**/v1/channels", route -> route.fulfill(answer(200, """
                {"items": [{"name": "twitter", "label": "X", "destinations": ["x"], "longest_text": 1000, "states": [
                {"destination": "x", "state": "parked", "reason": "credentials", "detail": "401", "backlog": 3,
                "since": "2026-02-02T08:00:00Z", "paused_until": null}]}], "next_cursor": null}""")));
        page.route("**/v1/channels/x/resume", route -> route.fulfill(answer(200, """
                {"destination": "x", "state": "working", "backlog": 0}""")));
        page.locator("#nav a[data-section=channels]").click();

        Locator row = page.locator("[data-destination=x]");
        assertThat(row).containsText("Parked");
        assertThat(row).containsText("the credentials are refused");
        assertThat(row).containsText("valid credentials");
        assertThat(row).containsText("3 recipients waiting");
        Chromium.assertAccessible(page, "channels-parked");
        button(page, "Resume X").click();
        assertThat(page.locator("#notices")).containsText("X works again");
    }

    @Test
    void the_audit_trail_is_filtered_by_person_and_action() {
        String id = Api.open(title);
        Page page = signedIn("#/audit?resource=" + id);
        assertThat(page.locator("[data-part=rows] li")).hasCount(1);
        assertThat(page.locator("[data-part=rows]")).containsText("alex.mann");
        assertThat(page.locator("[data-part=rows] a")).hasText(title);

        page.locator("[name=actor]").fill("nobody");
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-part=rows]")).containsText("no such entries");
        page.locator("[name=actor]").fill("alex.mann");
        page.locator("[name=action]").fill("incident");
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-part=rows] li")).hasCount(1);
        page.locator("[name=action]").fill("not an action");
        page.keyboard().press("Enter");
        assertThat(page.locator("#audit-action")).hasAttribute("aria-invalid", "true");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }
}

package org.incidentcomms.api.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.maintenance.MaintenanceCalls;
import org.incidentcomms.testkit.browser.Chromium;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** What is planned, and what the status page lists: maintenances and components. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ConsolePlansIT extends InChromium {
    @Test
    void a_window_is_announced_in_its_own_zone_and_an_hour_that_never_strikes_is_refused() {
        Page page = signedIn("#/maintenance/new");
        page.getByLabel("Title").fill("ClickTime – Scheduled Maintenance");
        page.getByLabel("Begins").fill("2028-03-12T02:30");
        page.getByLabel("Ends").fill("2028-03-12T06:00");
        page.getByLabel("Message").fill("The system is undergoing important maintenance.");
        page.keyboard().press("Control+Enter");
        assertThat(page.getByLabel("Begins")).hasAccessibleDescription(Pattern.compile("never show this time"));

        page.getByLabel("Begins").fill("2028-03-12T01:30");
        assertThat(page.locator(".told")).containsText("(GMT-08:00)");
        assertThat(page.locator(".told")).containsText("(GMT-07:00)");
        assertThat(page.locator(".told")).containsText("Here: ");
        page.getByLabel("Takes place").selectOption("every second Sunday of the month");
        page.getByLabel("Remind a day before").check();
        page.getByLabel("Start on time").check();
        page.keyboard().press("Control+Enter");
        assertThat(page.locator("h1")).hasText("ClickTime – Scheduled Maintenance");
        String id = page.url().substring(page.url().lastIndexOf('/') + 1);
        JsonPath window = Api.viewer().get("/v1/maintenances/{id}", id).jsonPath();
        assertThat(Instant.parse(window.getString("starts_at"))).isEqualTo("2028-03-12T09:30:00Z");
        assertThat(Instant.parse(window.getString("ends_at"))).isEqualTo("2028-03-12T13:00:00Z");
        assertThat(window.getList("reminders", String.class)).containsExactly("P1D");
        assertThat(window.getBoolean("auto_start")).isTrue();
        assertThat(window.getBoolean("auto_complete")).isFalse();
        assertThat(page.locator(".head"))
                .containsText("reminds 1 day before, starts by itself, recurs every second Sunday of the month");
        assertThat(window.getString("recurrence")).isEqualTo("FREQ=MONTHLY;BYDAY=2SU");

        page.getByText("End the series").click();
        page.getByRole(AriaRole.DIALOG).locator("button[type=submit]").click();
        assertThat(page.locator("#notices")).containsText("No further maintenance of this series");
        page.getByText("Cancel it").click();
        page.getByText("Cancel and notify").click();
        await().until(() -> "cancelled"
                .equals(Api.viewer().get("/v1/maintenances/{id}", id).jsonPath().getString("status")));
    }

    @Test
    void a_maintenance_that_runs_is_extended_by_an_hour() {
        Instant ends = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MINUTES);
        String id = MaintenanceCalls.announce(ends.minus(2, ChronoUnit.HOURS), ends, List.of(), "");
        MaintenanceCalls.update(id, "{\"status\":\"in_progress\",\"message\":\"Begun.\"}")
                .statusCode(201);
        Page page = signedIn("#/maintenance/" + id);
        page.getByText("Extend", exactly()).click();
        page.getByText("+ 1 h", exactly()).click();
        Chromium.assertAccessible(page, "dialog-extend");
        page.getByText("Extend and notify").click();
        assertThat(page.locator(".update").first()).containsText("takes longer than planned");
        assertThat(Instant.parse(MaintenanceCalls.get(id).extract().path("ends_at")))
                .isEqualTo(ends.plus(1, ChronoUnit.HOURS));
    }

    @Test
    void a_component_is_added_and_its_state_changed() {
        Page page = signedIn("#/components");
        page.getByText("Add a component").click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Exports");
        page.locator("form input[name=group]").fill("Data");
        page.getByText("Add", new Page.GetByTextOptions().setExact(true)).click();
        page.getByLabel("State of Exports").selectOption("Partial outage");
        page.getByLabel("Apply to Exports").click();
        assertThat(page.locator("#notices")).containsText("Exports: partial outage");
        assertThat(Api.viewer()
                        .get("/v1/components?limit=200")
                        .jsonPath()
                        .getString("items.find{it.name=='Exports'}.status"))
                .isEqualTo("partial_outage");
        assertThat(page.locator("li.line", new Page.LocatorOptions().setHasText("Exports")))
                .containsText("% in 1 day");

        page.getByLabel("Name", exactLabel()).fill("Imports");
        page.keyboard().press("Enter");
        page.getByLabel("Move Imports up").press("Enter");
        await().until(() -> names().indexOf("Imports") + 1 == names().indexOf("Exports"));
        page.locator("li.line", new Page.LocatorOptions().setHasText("Exports"))
                .dragTo(page.locator("li.line", new Page.LocatorOptions().setHasText("Imports")));
        await().until(() -> names().indexOf("Exports") + 1 == names().indexOf("Imports"));
        List<Integer> answers = new CopyOnWriteArrayList<>();
        page.onResponse(response -> {
            if (response.url().endsWith("/v1/components/order")) {
                answers.add(response.status());
            }
        });
        page.evaluate("for (const way of ['down', 'up', 'down'])"
                + " document.querySelector(`[aria-label='Move Exports ${way}']`).click()");
        page.waitForCondition(() -> answers.size() == 3);
        assertThat(answers).containsExactly(200, 200, 200);
        assertThat(names()).containsSubsequence("Imports", "Exports");
        page.getByLabel("Change Imports").click();
        page.getByRole(AriaRole.DIALOG).getByLabel("Group").fill("Transfers");
        page.getByText("Save", exactly()).click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Transfers")))
                .isVisible();
    }

    private static List<String> names() {
        return Api.viewer().get("/v1/components?limit=200").jsonPath().getList("items.name", String.class);
    }
}

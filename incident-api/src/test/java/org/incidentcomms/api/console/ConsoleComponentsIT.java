package org.incidentcomms.api.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.incidentcomms.api.Api;
import org.incidentcomms.testkit.browser.Chromium;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** The components are changed exactly as the operator says, and once. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ConsoleComponentsIT extends InChromium {
    private final String name = "Billing " + UUID.randomUUID();

    @Test
    void a_state_chosen_by_keyboard_is_published_when_it_is_applied_and_no_state_on_the_way_to_it() {
        String id = Api.addComponent("{\"name\":\"" + name + "\"}");
        List<String> before = actionsOn(id);
        Page page = signedIn("#/components");
        Locator state = page.getByLabel("State of " + name);
        Locator apply = page.getByLabel("Apply to " + name);
        assertThat(apply).isHidden();
        state.focus();
        for (int press = 0; press < 4; press++) {
            page.keyboard().press("ArrowDown");
        }
        assertThat(apply).isVisible();
        Chromium.assertAccessible(page, "components-apply");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");

        assertThat(page.locator("#notices")).containsText(name + ": under maintenance.");
        assertThat(apply).isHidden();
        assertThat(state).isFocused();
        assertThat(Api.viewer().get("/v1/components/{id}", id).jsonPath().getString("status"))
                .isEqualTo("under_maintenance");
        assertThat(actionsOn(id)).hasSize(before.size() + 1);
    }

    @Test
    void a_state_that_is_chosen_but_not_applied_stays_until_a_colleague_changes_it() {
        String id = Api.addComponent("{\"name\":\"" + name + "\"}");
        Api.addComponent("{\"name\":\"Next to " + name + "\"}");
        Page page = signedIn("#/components");
        Locator state = page.getByLabel("State of " + name, exactLabel());
        state.selectOption("Partial outage");
        page.waitForResponse(
                "**/v1/components?*",
                () -> page.getByLabel("Move " + name + " down", exactLabel()).click());
        assertThat(state).hasValue("partial_outage");

        majorOutageByAColleague(id);
        readAgain(page);

        assertThat(page.locator("#notices")).containsText("A colleague has changed " + name + " meanwhile");
        assertThat(state).hasValue("major_outage");
        assertThat(page.getByLabel("Apply to " + name, exactLabel())).isHidden();
    }

    @Test
    void a_state_that_has_the_focus_is_kept_up_to_date() {
        String id = Api.addComponent("{\"name\":\"" + name + "\"}");
        Page page = signedIn("#/components");
        Locator state = page.getByLabel("State of " + name);
        state.focus();

        majorOutageByAColleague(id);
        readAgain(page);

        assertThat(state).hasValue("major_outage");
        assertThat(state).isFocused();
    }

    @Test
    void the_uptime_of_a_component_is_shown_as_soon_as_there_is_one() {
        Api.addComponent("{\"name\":\"" + name + "\"}");
        int[] read = {0};
        Page page = signedIn("#/");
        page.route("**/uptime?*", route -> {
            read[0]++;
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody("{\"uptime_percent\":null,\"days\":[{\"uptime_percent\":null,\"seconds\":{}}]}"));
        });
        page.getByText("Components", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        Locator line = page.locator("li.line", new Page.LocatorOptions().setHasText(name));
        assertThat(line).isVisible();
        page.waitForCondition(() -> read[0] > 0);
        page.unroute("**/uptime?*");
        page.getByLabel("State of " + name).focus();

        readAgain(page);

        assertThat(line).containsText("% in 1 day");
    }

    @Test
    void a_component_whose_answer_got_lost_is_added_once() {
        Page page = signedIn("#/components");
        int[] sent = {0};
        page.route("**/v1/components", route -> {
            sent[0]++;
            if (sent[0] == 1) {
                route.fetch();
                route.abort();
            } else {
                route.resume();
            }
        });
        page.getByText("Add a component").click();
        page.getByLabel("Name", exactLabel()).fill(name);
        page.keyboard().press("Enter");

        assertThat(page.locator("#notices")).containsText(name + " is on the status page now.");
        page.getByLabel("Name", exactLabel()).fill(name + " too");
        page.keyboard().press("Enter");
        assertThat(page.locator("#notices")).containsText(name + " too is on the status page now.");
        assertThat(Api.viewer().get("/v1/components?limit=200").jsonPath().getList("items.name", String.class))
                .filteredOn(shown -> shown.startsWith(name))
                .containsExactlyInAnyOrder(name, name + " too");
    }

    private static void majorOutageByAColleague(String id) {
        int version = Api.viewer().get("/v1/components/{id}", id).jsonPath().getInt("version");
        Api.operator()
                .contentType("application/merge-patch+json")
                .header("If-Match", "\"" + version + "\"")
                .body("{\"status\":\"major_outage\"}")
                .patch("/v1/components/{id}", id)
                .then()
                .statusCode(200);
    }

    /** As when the operator comes back to the tab. */
    private static void readAgain(Page page) {
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    }

    private static List<String> actionsOn(String id) {
        return Api.admin().get("/v1/audit?resource=" + id).jsonPath().getList("items.action", String.class);
    }
}

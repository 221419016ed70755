package org.incidentcomms.api.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.incidentcomms.api.Api;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** What is on its way out is told as it is, whatever becomes of the connection. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ConsolePublishingIT extends InChromium {
    private final String title = "On its way " + UUID.randomUUID();

    @Test
    void an_update_on_its_way_is_looked_for_until_the_service_answers_again() {
        String id = Api.open(title);
        Page page = writing(id, 1);
        int[] asked = {0};
        page.route("**/" + id + "/updates/*", route -> {
            asked[0]++;
            if (asked[0] <= 2) {
                route.abort();
            } else {
                route.resume();
            }
        });
        page.keyboard().press("Control+Enter");

        assertThat(page.locator("#notices")).containsText("Published. Delivery has started.");
        assertThat(page.locator(".update").first()).containsText("All is lost.");
        assertThat(page.getByLabel("Message")).hasValue("");
        assertThat(asked[0]).isGreaterThan(2);
    }

    @Test
    void an_update_whose_state_the_service_cannot_tell_is_not_said_to_be_unpublished() {
        String id = Api.open(title);
        Page page = writing(id, 1);
        page.route(
                "**/" + id + "/updates/*", route -> route.fulfill(answer(500, "{\"title\": \"Something is broken\"}")));
        page.keyboard().press("Control+Enter");

        Locator state = page.locator("form > [data-part=state]");
        assertThat(state).containsText("It goes out; that is not confirmed yet.");
        page.unroute("**/" + id + "/updates/*");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator("#notices")).containsText("Published. Delivery has started.");
        assertThat(stored(id).getList("updates.message", String.class))
                .containsExactly("We are looking into it.", "All is lost.");
    }

    @Test
    void an_update_that_a_colleague_takes_back_is_said_to_be_stopped() {
        String id = Api.open(title);
        Page page = writing(id, 3);
        page.keyboard().press("Control+Enter");
        Locator state = page.locator("form > [data-part=state]");
        assertThat(state).containsText("Sending in");
        String held = Api.viewer().get("/v1/incidents/{id}/drafts", id).path("items[0].id");
        Api.operator()
                .delete("/v1/incidents/{id}/updates/{held}", id, held)
                .then()
                .statusCode(204);

        assertThat(state).containsText("Nobody was told");
        assertThat(page.getByLabel("Message")).hasValue("All is lost.");
    }

    @Test
    void whoever_has_gone_on_is_not_taken_back_to_what_was_published() {
        Page page = signedIn("#/incidents/new");
        page.evaluate("document.body.dataset.undo = '2'");
        page.getByLabel("Title").fill(title);
        page.getByLabel("Impact").selectOption("Minor impact");
        page.getByLabel("Message").fill("All is lost.");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator("form > [data-part=state]")).containsText("Sending in");
        page.navigate(address + "#/channels");
        assertThat(page.locator("h1")).hasText("Channels");

        assertThat(page.locator("#notices")).containsText("Published. Delivery has started.");
        assertThat(page).hasURL(address + "#/channels");
        assertThat(page.locator("h1")).hasText("Channels");
    }

    private Page writing(String id, int undoSeconds) {
        Page page = signedIn("#/incidents/" + id + "/update");
        page.evaluate("seconds => { document.body.dataset.undo = seconds; }", String.valueOf(undoSeconds));
        page.getByLabel("Message").fill("All is lost.");
        return page;
    }
}

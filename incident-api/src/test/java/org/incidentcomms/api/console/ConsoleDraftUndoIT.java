package org.incidentcomms.api.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.draft.Approvals;
import org.incidentcomms.events.Impact;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** A draft whose publication is held back for some seconds, and stopped, lost or given up. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ConsoleDraftUndoIT extends DraftsInChromium {
    @Test
    void an_edited_draft_can_be_stopped_for_some_seconds_and_is_a_draft_again() {
        String about = Api.open(title);
        String draft = draftedUpdate(about);
        Page page = signedIn("#/incidents/" + about + "/update?draft=" + draft);
        page.evaluate("document.body.dataset.undo = '300'");
        page.getByLabel("Message").fill("Most is lost.");
        page.keyboard().press("Control+Enter");
        Locator state = page.locator("form > [data-part=state]");
        assertThat(state).containsText(Pattern.compile("Sending in \\d+ s"));

        page.keyboard().press("Enter");

        assertThat(state).containsText("Nobody was told");
        assertThat(page.getByLabel("Message")).hasValue("Most is lost.");
        assertThat(stored(about).getList("updates")).hasSize(1);
        JsonPath kept = Api.viewer()
                .get("/v1/incidents/{id}/updates/{draft}", about, draft)
                .jsonPath();
        assertThat(kept.getString("publication")).isEqualTo("draft");
        assertThat(kept.getString("message")).isEqualTo("Most is lost.");
        page.evaluate("document.body.dataset.undo = '1'");
        page.getByLabel("Message").fill("Some is lost.");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".update").first()).containsText("Some is lost.");
        assertThat(stored(about).getList("updates.message", String.class))
                .containsExactly("We are looking into it.", "Some is lost.");
    }

    @Test
    void an_edited_draft_whose_publication_is_not_confirmed_is_published_once() {
        String about = Api.open(title);
        String draft = draftedUpdate(about);
        Page page = signedIn("#/incidents/" + about + "/update?draft=" + draft);
        page.evaluate("document.body.dataset.undo = '1'");
        assertThat(page.getByLabel("Message")).hasValue("All is lost.");
        page.route("**/" + about + "/updates/" + draft, route -> {
            if (route.request().method().equals("GET")) {
                route.fulfill(answer(500, "{\"title\": \"Something is broken\"}"));
            } else {
                route.resume();
            }
        });
        page.getByLabel("Message").press("Control+Enter");
        assertThat(page.locator("form > [data-part=state]")).containsText("It goes out; that is not confirmed yet.");
        page.unroute("**/" + about + "/updates/" + draft);

        page.keyboard().press("Control+Enter");

        assertThat(page.locator("#notices")).containsText("Published. Delivery has started.");
        assertThat(stored(about).getList("updates.message", String.class))
                .containsExactly("We are looking into it.", "All is lost.");
    }

    @Test
    void an_edited_draft_that_a_colleague_takes_back_is_stopped_and_can_be_published_again() {
        String about = Api.open(title);
        String draft = draftedUpdate(about);
        Page page = publishing(about, draft, 3);
        Api.operator()
                .body("{\"publication\":\"draft\"}")
                .patch("/v1/incidents/{id}/updates/{draft}", about, draft)
                .then()
                .statusCode(200);

        assertThat(page.locator("form > [data-part=state]")).containsText("Nobody was told");

        page.evaluate("document.body.dataset.undo = '1'");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".update").first()).containsText("Most is lost.");
        assertThat(stored(about).getList("updates")).hasSize(2);
    }

    @Test
    void a_stop_whose_answer_was_lost_is_known_by_the_second_one() {
        String about = Api.open(title);
        String draft = draftedUpdate(about);
        Page page = publishing(about, draft, 300);
        int[] stopped = {0};
        page.route("**/" + about + "/updates/" + draft, route -> {
            if (route.request().method().equals("PATCH") && stopped[0]++ == 0) {
                route.fetch();
                route.abort();
            } else {
                route.resume();
            }
        });
        page.locator(".stop").click();
        assertThat(page.locator(".stop")).isEnabled();

        page.locator(".stop").click();

        assertThat(page.locator("form > [data-part=state]")).containsText("Nobody was told");
        page.evaluate("document.body.dataset.undo = '1'");
        page.getByLabel("Message").press("Control+Enter");
        assertThat(page.locator(".update").first()).containsText("Most is lost.");
    }

    @Test
    void an_edited_draft_that_could_not_be_published_at_its_time_is_published_by_another_attempt() {
        String about = Api.open(title);
        String draft = draftedUpdate(about);
        Page page = publishing(about, draft, 3);
        Approvals.require(Optional.of(Impact.MINOR), OptionalLong.empty());

        assertThat(page.locator("form > [data-part=problem]")).containsText("second operator has approved it in time");

        Approvals.require(Optional.empty(), OptionalLong.empty());
        page.evaluate("document.body.dataset.undo = '1'");
        page.getByLabel("Message").press("Control+Enter");
        assertThat(page.locator(".update").first()).containsText("Most is lost.");
        assertThat(stored(about).getList("updates")).hasSize(2);
    }

    private String draftedUpdate(String about) {
        return drafted(
                "/v1/incidents/" + about + "/updates",
                "\"status\":\"identified\",\"message\":\"All is lost.\",\"publication\":\"draft\"");
    }

    /** The page on which the draft is being published for so many seconds, with another text. */
    private Page publishing(String about, String draft, int seconds) {
        Page page = signedIn("#/incidents/" + about + "/update?draft=" + draft);
        page.evaluate("seconds => { document.body.dataset.undo = seconds; }", String.valueOf(seconds));
        page.getByLabel("Message").fill("Most is lost.");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator("form > [data-part=state]")).containsText("Sending in");
        return page;
    }
}

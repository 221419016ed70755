package org.incidentcomms.api.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.incidentcomms.api.Api;
import org.incidentcomms.testkit.browser.Chromium;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Nothing goes out twice, unseen or wrong, and nothing is pressed by whoever may not. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ConsoleSafetyIT extends InChromium {
    @Test
    void a_colleague_who_was_faster_is_shown_and_the_typed_text_is_kept() {
        String id = Api.open("Two at once");
        Page page = signedIn("#/incidents/" + id + "/update");
        page.getByLabel("Message").fill("My own words.");
        // The page reads the colleague's words because of the stream, but gets them only after it has published.
        List<Route> held = new ArrayList<>();
        page.route("**/" + id, route -> {
            if (held.isEmpty()) held.add(route);
            else route.resume();
        });
        say(id, "{\"message\":\"A colleague’s words.\",\"status\":\"identified\"}");
        page.waitForCondition(() -> !held.isEmpty());

        page.keyboard().press("Control+Enter");
        Locator panel = page.locator("[data-part=meanwhile]");
        assertThat(panel).containsText("Not published: a colleague was faster.");
        assertThat(panel).containsText("A colleague’s words.");
        assertThat(panel).isFocused();
        assertThat(page.getByLabel("Message")).hasValue("My own words.");
        page.waitForResponse("**/" + id + "/drafts*", () -> held.get(0).resume());
        Chromium.assertAccessible(page, "colleague-was-faster");
        assertThat(panel).isFocused();

        page.getByLabel("Message").press("Control+Enter");
        assertThat(page.locator(".update").first()).containsText("My own words.");
        assertThat(stored(id).getList("updates.message", String.class))
                .containsExactly("We are looking into it.", "A colleague’s words.", "My own words.");
        assertThat(stored(id).getString("status")).isEqualTo("identified");
    }

    @Test
    void an_old_draft_brings_back_no_status_that_nobody_chose() {
        String id = Api.open("A long lunch");
        Page page = signedIn("#/incidents/" + id + "/update");
        page.getByLabel("Message").fill("Half a sentence.");
        page.navigate(address + "#/channels");
        assertThat(page.locator("h1")).hasText("Channels");
        say(id, "{\"message\":\"It works again.\",\"status\":\"resolved\"}");

        page.navigate(address + "#/incidents/" + id + "/update");
        assertThat(page.locator("h1")).hasText("A long lunch");
        assertThat(page.getByLabel("Message")).hasValue("Half a sentence.");
        assertThat(page.getByLabel("Resolved")).isChecked();
        Locator panel = page.locator("[data-part=meanwhile]");
        assertThat(panel).containsText("It works again.");
        page.getByLabel("Message").fill("Half a sentence, and more.");
        page.reload();

        assertThat(page.getByLabel("Resolved")).isChecked();
        assertThat(panel).containsText("It works again.");
        panel.getByText("I have read it").click();
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".update").first()).containsText("Half a sentence, and more.");
        assertThat(stored(id).getString("status")).isEqualTo("resolved");
    }

    @Test
    void an_answer_that_gets_lost_posts_nothing_twice() {
        String id = Api.open("Lost answer");
        Page page = signedIn("#/incidents/" + id + "/update");
        int[] sent = {0};
        page.route("**/" + id + "/updates", route -> {
            sent[0]++;
            if (sent[0] == 1) {
                route.fetch();
                route.abort();
            } else {
                route.resume();
            }
        });
        page.getByLabel("Message").fill("Once only.");
        page.keyboard().press("Control+Enter");

        assertThat(page.locator("#notices")).containsText("Published");
        assertThat(sent[0]).isEqualTo(2);
        assertThat(stored(id).getList("updates.message", String.class))
                .containsExactly("We are looking into it.", "Once only.");
    }

    @Test
    void what_is_wrong_with_a_field_is_said_beside_it() {
        String id = Api.open("Wrong field");
        Page page = signedIn("#/incidents/" + id + "/update");
        page.getByText("Publish").click();
        Locator message = page.getByLabel("Message");
        assertThat(message).hasAttribute("aria-invalid", "true");
        assertThat(message).isFocused();
        message.fill("A bell\u0007 rings.");
        page.keyboard().press("Control+Enter");
        assertThat(message).hasAccessibleDescription(Pattern.compile("control characters"));
        Chromium.assertAccessible(page, "wrong-field");
        message.fill("No bell.");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".update").first()).containsText("No bell.");
    }

    @Test
    void a_viewer_sees_everything_and_can_press_nothing() {
        String id = Api.open("Only looking");
        Page page = signedIn("#/incidents/" + id, Api.VIEWER);
        assertThat(page.locator(".update")).containsText("We are looking into it.");
        assertThat(page.locator("[data-channel=email]")).containsText("Waiting");
        assertThat(page.locator("main button:visible:not([aria-pressed]), main form:visible"))
                .hasCount(0);
        page.navigate(address + "#/components");
        assertThat(page.locator("h1")).hasText("Components");
        assertThat(page.locator("main select:visible, main form:visible")).hasCount(0);
    }

    private static void say(String id, String body) {
        Api.operator().body(body).post("/v1/incidents/{id}/updates", id).then().statusCode(201);
    }
}

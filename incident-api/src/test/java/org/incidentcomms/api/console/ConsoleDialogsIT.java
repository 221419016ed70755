package org.incidentcomms.api.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.incidentcomms.api.Api;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** A dialog that is closed by mistake loses nothing of what was being written in it. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ConsoleDialogsIT extends InChromium {
    private final String name = "Written " + UUID.randomUUID();

    @Test
    void a_post_mortem_that_was_closed_is_still_there_and_gone_once_it_is_published() {
        String id = Api.open(name);
        Api.operator()
                .body("{\"status\":\"resolved\",\"message\":\"Over.\"}")
                .post("/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(201);
        Page page = signedIn("#/incidents/" + id);
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        Locator text = dialog.getByLabel("Text", new Locator.GetByLabelOptions().setExact(true));
        page.getByText("Write the post-mortem").click();
        dialog.getByLabel("Title").fill("Why");
        text.fill("A switch failed.");
        closedByEscape(page, dialog);

        page.getByText("Write the post-mortem").click();
        assertThat(dialog.getByLabel("Title")).hasValue("Why");
        assertThat(text).hasValue("A switch failed.");
        assertThat(dialog.locator("[data-part=state]")).containsText("not saved");
        dialog.getByText("Save the draft").click();
        assertThat(dialog.locator("[data-part=state]")).containsText("Saved as a draft.");
        text.fill("A switch failed. It is replaced.");
        closedByEscape(page, dialog);

        page.getByText("Write the post-mortem").click();
        assertThat(text).hasValue("A switch failed. It is replaced.");
        dialog.getByText("Publish", exactlyIn()).click();
        assertThat(page.locator("#notices")).containsText("post-mortem is published");
        assertThat(stored(id).getString("postmortem.body")).isEqualTo("A switch failed. It is replaced.");
        assertThat((Boolean) page.evaluate("Object.keys(sessionStorage).some(key => key.includes('postmortem'))"))
                .isFalse();
    }

    @Test
    void a_correction_that_was_closed_is_still_there() {
        String id = Api.open(name);
        Page page = signedIn("#/incidents/" + id);
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        page.getByText("Correct", exactly()).click();
        dialog.getByLabel("Message").fill("We know what it is.");
        dialog.getByLabel("Everybody").check();
        closedByEscape(page, dialog);

        page.getByText("Correct", exactly()).click();
        assertThat(dialog.getByLabel("Message")).hasValue("We know what it is.");
        assertThat(dialog.getByLabel("Everybody")).isChecked();
        page.keyboard().press("Control+Enter");

        assertThat(page.locator(".update .prose").first()).hasText("We know what it is.");
        page.getByText("Correct", exactly()).click();
        assertThat(dialog.getByLabel("Nobody")).isChecked();
    }

    @Test
    void a_template_that_was_closed_is_still_there() {
        Page page = signedIn("#/templates");
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        page.getByText("New template").click();
        dialog.getByLabel("Name", new Locator.GetByLabelOptions().setExact(true))
                .fill(name);
        dialog.getByLabel("Message").fill("Exports fail.");
        dialog.getByText("Cancel").click();

        page.getByText("New template").click();
        assertThat(dialog.getByLabel("Message")).hasValue("Exports fail.");
        dialog.getByText("Save", exactlyIn()).click();
        assertThat(page.locator("li.line", new Page.LocatorOptions().setHasText(name)))
                .containsText("Exports fail.");

        page.getByText("New template").click();
        assertThat(dialog.getByLabel("Message")).hasValue("");
    }

    private static void closedByEscape(Page page, Locator dialog) {
        page.keyboard().press("Escape");
        assertThat(dialog).hasCount(0);
    }
}

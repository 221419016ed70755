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
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.incidentcomms.api.Api;
import org.incidentcomms.testkit.browser.Chromium;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** From the page to customers told, with the right words already there; each press or choice is one action. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ConsoleTemplatesIT extends InChromium {
    private final String name = "Slow " + UUID.randomUUID();
    private final String web = "Web " + UUID.randomUUID();

    @Test
    void an_incident_from_a_template_with_component_and_impact_takes_three_actions() {
        component();
        template(
                "incident",
                "\"title\":\"" + name + "\",\"status\":\"identified\",\"impact\":\"major\","
                        + "\"scope\":\"Some customers\",");
        Page page = signedIn("");

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name)).click();
        page.getByLabel(web).selectOption("Partial outage");
        page.keyboard().press("Control+Enter");

        assertThat(page.locator("h1")).hasText(name);
        JsonPath told = stored(idIn(page));
        assertThat(told.getString("impact")).isEqualTo("major");
        assertThat(told.getString("status")).isEqualTo("identified");
        assertThat(told.getString("scope")).isEqualTo("Some customers");
        assertThat(told.getString("components[0].name")).isEqualTo(web);
        assertThat(told.getString("updates[0].message")).isEqualTo("ClickTime is slow.");
    }

    @Test
    void an_update_from_a_template_takes_three_actions() {
        String id = Api.open("Updated " + name);
        template("update", "\"status\":\"resolved\",");
        Page page = signedIn("");

        page.getByLabel("Post an update: Updated " + name).click();
        page.locator("#template").selectOption(name);
        page.keyboard().press("Control+Enter");

        assertThat(page.locator(".update").first()).containsText("ClickTime is slow.");
        assertThat(stored(id).getString("status")).isEqualTo("resolved");
    }

    @Test
    void a_template_replaces_what_was_typed_only_after_a_question() {
        String id = Api.open("Replaced " + name);
        template("update", "\"headline\":\"By the template\",");
        Page page = signedIn("#/incidents/" + id + "/update");
        page.getByLabel("Message").fill("My own words.");
        Locator select = page.getByLabel("From a template");
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        select.selectOption(name);
        assertThat(dialog).containsText("Message");
        page.keyboard().press("Escape");
        assertThat(page.getByLabel("Message")).hasValue("My own words.");
        assertThat(page.getByLabel("Headline")).hasValue("");
        assertThat(select).hasValue("");

        select.selectOption(name);
        dialog.getByText("Replace", exactlyIn()).click();
        assertThat(page.getByLabel("Message")).hasValue("ClickTime is slow.");
        assertThat(page.getByLabel("Headline")).hasValue("By the template");
        assertThat(select).hasValue(Pattern.compile(".+"));

        select.selectOption("");
        select.selectOption(name);
        assertThat(dialog).hasCount(0);
        page.getByLabel("Resolved").check();
        assertThat(page.getByLabel("Message")).hasValue("ClickTime is slow.");
    }

    @Test
    void a_link_in_an_alert_fills_in_the_form_and_one_action_publishes_it() {
        component();
        template("incident", "\"title\":\"" + name + "\",\"impact\":\"critical\",");
        Page page = signedIn("");
        page.navigate(address + "incidents/new?template="
                + name.toLowerCase(java.util.Locale.ROOT).replace(" ", "%20") + "&components=" + web.replace(" ", "%20")
                + "&source=probe%20%3Cb%3E");
        assertThat(page.getByText("Filled in from: probe <b>")).isVisible();

        page.keyboard().press("Control+Enter");

        assertThat(page.locator("h1")).hasText(name);
        JsonPath told = stored(idIn(page));
        assertThat(told.getString("impact")).isEqualTo("critical");
        assertThat(told.getString("components[0].status")).isEqualTo("major_outage");
    }

    @Test
    void what_was_published_can_be_stopped_for_some_seconds() {
        Page page = signedIn("#/incidents/" + Api.open("Stopped " + name) + "/update");
        String id = idIn(page).replace("/update", "");
        page.evaluate("document.body.dataset.undo = '300'");
        page.getByLabel("Message").fill("All is lost.");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator("form > [data-part=state]")).containsText(Pattern.compile("Sending in \\d+ s"));
        Chromium.assertAccessible(page, "undo");

        page.keyboard().press("Enter");

        assertThat(page.locator("form > [data-part=state]")).containsText("Nobody was told");
        assertThat(page.getByLabel("Message")).hasValue("All is lost.");
        assertThat(stored(id).getList("updates")).hasSize(1);
        page.evaluate("document.body.dataset.undo = '1'");
        page.keyboard().press("Enter");
        assertThat(page.locator(".update").first()).containsText("All is lost.");
    }

    @Test
    void a_promise_is_typed_as_people_do_and_told_back_with_its_zone() {
        Page page = signedIn("#/incidents/" + Api.open("Promised " + name) + "/update");
        String id = idIn(page).replace("/update", "");
        page.getByLabel("Message").fill("We know the cause.");
        Locator by = page.getByLabel("Next update by");
        by.fill("whenever");
        page.getByLabel("Message").press("Control+Enter");
        assertThat(by).hasAccessibleDescription(Pattern.compile("Must be a time, such as"));

        by.fill("in 1 h 30 min");
        assertThat(page.locator("#promise-told")).containsText(Pattern.compile("next update by .* P[SD]T"));
        Instant before = Instant.now();
        by.press("Control+Enter");

        assertThat(page.locator(".update").first()).containsText("We know the cause.");
        Instant promised = Instant.parse(stored(id).getString("next_update_at"));
        assertThat(promised)
                .isBetween(before.plus(Duration.ofMinutes(89)), Instant.now().plus(Duration.ofMinutes(91)));
        page.navigate(address + "#/");
        assertThat(page.locator("li.card", new Page.LocatorOptions().setHasText("Promised " + name)))
                .containsText("next update due in 1 h");
    }

    @Test
    void a_status_brings_its_usual_words_and_typing_replaces_them() {
        Page page = signedIn("#/incidents/" + Api.open("Usual " + name) + "/update");
        page.getByLabel("Monitoring").check();
        assertThat(page.getByLabel("Message")).hasValue(Pattern.compile("A fix is in place"));
        page.getByLabel("Resolved").check();
        assertThat(page.getByLabel("Message")).hasValue(Pattern.compile("works as usual again"));

        page.getByLabel("Message").focus();
        page.keyboard().type("Mine.");
        page.getByLabel("Identified").check();

        assertThat(page.getByLabel("Message")).hasValue("Mine.");
    }

    @Test
    void a_post_mortem_is_written_from_its_outline_and_not_published_with_a_blank() {
        template(
                "postmortem",
                "\"title\":\"What happened: {{title}}\",\"blanks\":[\"why " + name + "\"],",
                "[why " + name + "]");
        String id = Api.open("Analysed " + name);
        Api.operator()
                .body("{\"status\":\"resolved\",\"message\":\"Over.\",\"analysis_promised\":true}")
                .post("/v1/incidents/{id}/updates", id);
        Page page = signedIn("#/");
        assertThat(page.locator("[data-part=owed]")).containsText("Analysed " + name);
        page.navigate(address + "#/incidents/" + id);
        page.getByText("Write the post-mortem").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("From a template").selectOption(name);
        assertThat(dialog.getByLabel("Title")).hasValue("What happened: Analysed " + name);
        Chromium.assertAccessible(page, "dialog-postmortem");

        dialog.getByText("Publish", exactlyIn()).click();
        assertThat(dialog.getByLabel("Text")).hasAccessibleDescription(Pattern.compile("Has the blank \\[why"));
        dialog.getByLabel("Text").fill("A switch failed.");
        dialog.getByText("Publish", exactlyIn()).click();

        assertThat(page.locator("#notices")).containsText("post-mortem is published");
        assertThat(stored(id).getString("postmortem.title")).isEqualTo("What happened: Analysed " + name);
        assertThat(stored(id).getString("postmortem.body")).isEqualTo("A switch failed.");
    }

    @Test
    void templates_are_added_changed_and_deleted() {
        Page page = signedIn("#/templates");
        page.getByText("New template").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("Name", new Locator.GetByLabelOptions().setExact(true))
                .fill(name);
        dialog.getByLabel("Title").fill("Exports fail");
        dialog.getByLabel("Message").fill("Exports fail since {{time}}.");
        Chromium.assertAccessible(page, "dialog-template");
        dialog.getByText("Save", exactlyIn()).click();
        Locator line = page.locator("li.line", new Page.LocatorOptions().setHasText(name));
        assertThat(line).containsText("Exports fail");

        page.getByLabel("Change: " + name).click();
        dialog.getByLabel("Impact").selectOption("Major impact");
        dialog.getByLabel("Title").fill("");
        dialog.getByText("Save", exactlyIn()).click();
        assertThat(line).containsText("Major impact");
        assertThat(Api.viewer()
                        .get("/v1/templates?limit=200")
                        .jsonPath()
                        .getString("items.find{it.name=='" + name + "'}.title"))
                .isNull();

        page.getByLabel("Delete: " + name).click();
        page.getByText("Delete the template").click();
        assertThat(line).hasCount(0);
    }

    private void component() {
        Api.addComponent("{\"name\":\"" + web + "\"}");
    }

    private void template(String kind, String more) {
        template(kind, more, "{{company}} is slow.");
    }

    private void template(String kind, String more, String message) {
        Api.operator()
                .body("{\"name\":\"" + name + "\",\"kind\":\"" + kind + "\"," + more + "\"message\":\"" + message
                        + "\"}")
                .post("/v1/templates")
                .then()
                .statusCode(201);
    }

    private static String idIn(Page page) {
        return page.url().replaceAll(".*#/incidents/", "");
    }
}

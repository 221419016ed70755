package org.incidentcomms.api.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.incidentcomms.api.Api;
import org.incidentcomms.testkit.browser.Chromium;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** What a machine or a colleague has written waits on the first page until an operator decides. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ConsoleDraftsIT extends DraftsInChromium {
    @Test
    void a_draft_is_read_and_published() {
        String id = drafted(
                "/v1/incidents",
                "\"impact\":\"minor\",\"title\":\"%s\",\"message\":\"Some customers cannot log in.\",\"publication\":\"draft\"");
        Page page = signedIn("#/");
        Locator card = page.locator(".card", new Page.LocatorOptions().setHasText(title));
        assertThat(card).containsText("Some customers cannot log in.");
        assertThat(card).containsText("Draft");
        Chromium.assertAccessible(page, "drafts");

        button(page, "Preview: " + title).click();
        assertThat(page.locator("dialog")).containsText("Nothing has been sent.");
        page.locator("dialog [data-part=publish]").click();

        assertThat(page.locator("#notices")).containsText("Published");
        assertThat(page.locator("[data-part=open]")).containsText(title);
        assertThat(page.locator("[data-part=waiting]")).not().containsText(title);
        assertThat(stored(id).getString("status")).isEqualTo("investigating");
    }

    @Test
    void what_goes_out_by_itself_says_when_and_can_be_deleted() {
        String id = drafted(
                "/v1/incidents",
                "\"impact\":\"minor\",\"title\":\"%s\",\"message\":\"Soon.\",\"publication\":\"scheduled\",\"publish_at\":\""
                        + Instant.now().plus(2, ChronoUnit.HOURS) + "\"");
        Page page = signedIn("#/");
        assertThat(page.locator(".card", new Page.LocatorOptions().setHasText(title)))
                .containsText("Published automatically on");

        button(page, "Delete: " + title).click();
        page.locator("dialog [data-part=confirm]").click();
        assertThat(page.locator("#notices")).containsText("Deleted");
        assertThat(page.locator("[data-part=waiting]")).not().containsText(title);
        Api.viewer().get("/v1/incidents/{id}", id).then().statusCode(404);
    }

    @Test
    void the_draft_of_an_update_waits_beside_what_was_said() {
        String id = Api.open(title);
        drafted(
                "/v1/incidents/" + id + "/updates",
                "\"status\":\"resolved\",\"message\":\"Resolved for some accounts.\",\"publication\":\"draft\"");
        Page page = signedIn("#/incidents/" + id);
        assertThat(page.locator("[data-part=waiting]")).containsText("Resolved for some accounts.");
        Chromium.assertAccessible(page, "draft-of-an-update");

        button(page, "Publish: Update: Resolved").click();
        page.locator("dialog [data-part=confirm]").click();
        assertThat(page.locator(".update").first()).containsText("Resolved for some accounts.");
        assertThat(page.locator("[data-part=waiting]")).isHidden();
        assertThat(stored(id).getString("status")).isEqualTo("resolved");
    }

    @Test
    void a_text_is_kept_as_a_draft_then_changed_and_published_later() {
        Page page = signedIn("#/incidents/new");
        page.getByLabel("Title").fill(title);
        page.getByLabel("Impact").selectOption("Minor impact");
        page.getByLabel("Message").fill("Some of [whom] cannot log in.");
        page.getByText("Keep it for later").click();
        page.getByText("Save as a draft", exactly()).click();
        assertThat(page.locator("#notices")).containsText("Saved as a draft");

        page.getByLabel("Edit: " + title).click();
        assertThat(page.locator("h1")).hasText("Draft of an incident");
        assertThat(page.getByLabel("Impact")).hasValue("minor");
        page.getByLabel("Message").fill("Some customers cannot log in.");
        page.getByText("It began earlier").click();
        page.getByLabel("Began").fill("20 min ago");
        page.getByText("Keep it for later").click();
        page.getByLabel("Goes out at").fill("in 3 h");
        Chromium.assertAccessible(page, "draft");
        page.getByText("Schedule", exactly()).click();
        Locator card = page.locator(".card", new Page.LocatorOptions().setHasText(title));
        assertThat(card).containsText("Published automatically on");

        page.getByLabel("Edit: " + title).click();
        assertThat(page.getByLabel("Goes out at")).hasValue(Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d"));
        page.getByLabel("Message").press("Control+Enter");
        assertThat(page.locator("h1")).hasText(title);
        JsonPath told = stored(page.url().replaceAll(".*/", ""));
        assertThat(told.getString("updates[0].message")).isEqualTo("Some customers cannot log in.");
        assertThat(Instant.parse(told.getString("started_at")))
                .isBefore(Instant.now().minus(19, ChronoUnit.MINUTES));
    }

    @Test
    void a_draft_of_a_maintenance_is_changed_kept_and_announced() {
        String id = drafted(
                "/v1/maintenances",
                "\"title\":\"%s\",\"message\":\"We move.\",\"headline\":\"Moving\","
                        + "\"starts_at\":\"2028-08-05T10:00:00-04:00\",\"ends_at\":\"2028-08-05T12:00:00-04:00\","
                        + "\"time_zone\":\"America/New_York\",\"reminders\":[\"P1D\",\"PT3H\"],\"auto_start\":true,"
                        + "\"start_message\":\"We are moving.\",\"publication\":\"draft\"");
        Page page = signedIn("#/");
        page.getByLabel("Edit: " + title).click();
        assertThat(page.locator("h1")).hasText("Draft of a maintenance");
        assertThat(page.getByLabel("Begins")).hasValue("2028-08-05T10:00");
        assertThat(page.getByLabel("Ends")).hasValue("2028-08-05T12:00");
        assertThat(page.getByLabel("Time zone")).hasValue("America/New_York");
        assertThat(page.getByLabel("Message")).hasValue("We move.");
        assertThat(page.getByLabel("Remind a day before")).isChecked();
        assertThat(page.getByLabel("Start on time")).isChecked();
        Chromium.assertAccessible(page, "draft-of-a-maintenance");

        page.getByLabel("Ends").fill("2028-08-05T14:30");
        page.getByLabel("Message").fill("We move to a new data centre.");
        page.getByLabel("Remind a day before").uncheck();
        page.getByText("Keep it for later").click();
        page.getByText("Save as a draft", exactly()).click();
        assertThat(page.locator("#notices")).containsText("Saved as a draft");
        JsonPath kept = Api.viewer().get("/v1/maintenances/{id}", id).jsonPath();
        assertThat(kept.getString("publication")).isEqualTo("draft");
        assertThat(Instant.parse(kept.getString("starts_at"))).isEqualTo("2028-08-05T14:00:00Z");
        assertThat(Instant.parse(kept.getString("ends_at"))).isEqualTo("2028-08-05T18:30:00Z");
        assertThat(kept.getString("message")).isEqualTo("We move to a new data centre.");
        assertThat(kept.getString("headline")).isEqualTo("Moving");
        assertThat(kept.getList("reminders", String.class))
                .as("that the form does not show")
                .containsExactly("PT3H");
        assertThat(kept.getString("start_message")).isEqualTo("We are moving.");

        page.getByLabel("Edit: " + title).click();
        assertThat(page.getByLabel("Message")).hasValue("We move to a new data centre.");
        page.getByLabel("Title").fill(title + " tonight");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator("h1")).hasText(title + " tonight");
        JsonPath told = Api.viewer().get("/v1/maintenances/{id}", id).jsonPath();
        assertThat(told.getString("publication")).isEqualTo("published");
        assertThat(told.getString("title")).isEqualTo(title + " tonight");
        assertThat(told.getString("updates[0].message")).isEqualTo("We move to a new data centre.");
        assertThat(told.getList("reminders", String.class)).containsExactly("PT3H");
        assertThat(told.getBoolean("auto_start")).isTrue();
    }

    @Test
    void a_viewer_may_only_read_it() {
        drafted(
                "/v1/incidents",
                "\"impact\":\"minor\",\"title\":\"%s\",\"message\":\"Not yet.\",\"publication\":\"draft\"");
        Page page = signedIn("#/", Api.VIEWER);
        Locator card = page.locator(".card", new Page.LocatorOptions().setHasText(title));
        assertThat(card).containsText("Not yet.");
        assertThat(card.locator("button")).hasCount(0);
    }
}

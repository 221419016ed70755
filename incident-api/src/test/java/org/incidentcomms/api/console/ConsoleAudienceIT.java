package org.incidentcomms.api.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.incidentcomms.api.Api;
import org.incidentcomms.testkit.browser.Chromium;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Incidents that are limited to groups of customers. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
@WithTestResource(PretendNotifierEmail.class)
class ConsoleAudienceIT extends InChromium {
    private static final Pattern GROUPS = Pattern.compile("/v1/groups\\?");

    @Test
    void anIncidentCanBeLimitedToGroups() {
        Page page = signedIn("#/incidents/new");
        List<String> sent = opened(page);
        limitToEurope(page);
        page.getByLabel("Message").press("Control+Enter");
        page.waitForCondition(() -> !sent.isEmpty());

        assertThat(sent.getFirst()).contains("\"audience\":[\"eu-west\"]").doesNotContain("public");
    }

    @Test
    void aTickedGroupIsKeptOverAReloadThatCannotReadTheGroups() {
        Page page = signedIn("#/incidents/new");
        List<String> sent = opened(page);
        limitToEurope(page);
        AtomicBoolean isAway = new AtomicBoolean(true);
        page.route(GROUPS, route -> {
            if (isAway.get()) {
                route.abort();
            } else {
                route.resume();
            }
        });
        page.reload();

        Locator audience = page.locator("[data-part=audience]");
        assertThat(audience).containsText("Groups cannot be read now; without a group this goes to everybody.");
        assertThat(audience.getByLabel("eu-west")).isChecked();
        page.getByLabel("Message").fill("We are still looking into it.");
        page.reload();
        assertThat(audience.getByLabel("eu-west")).isChecked();
        page.getByLabel("Message").press("Control+Enter");
        page.waitForCondition(() -> !sent.isEmpty());
        assertThat(sent.getFirst()).contains("\"audience\":[\"eu-west\"]");

        isAway.set(false);
        audience.getByText("Try again").click();
        assertThat(audience.getByLabel("beta")).isVisible();
        assertThat(audience.getByLabel("beta")).not().isChecked();
        assertThat(audience.getByLabel("eu-west")).isChecked();
        assertThat(audience).not().containsText("cannot be read");
    }

    @Test
    void withoutTheGroupsTheFormSaysThatEverybodyIsTold() {
        Page page = signedIn("#/components");
        page.route(GROUPS, Route::abort);
        page.navigate(address + "#/incidents/new");

        assertThat(page.locator("[data-part=audience]"))
                .containsText("Groups cannot be read now; without a group this goes to everybody.");
    }

    @Test
    void anIncidentForAGroupThatIsGoneIsNotPublished() {
        Page page = signedIn("#/incidents/new");
        List<String> sent = opened(page);
        limitToEurope(page);
        page.route(GROUPS, route -> route.fulfill(answer(200, "{\"items\": [{\"id\": \"beta\", \"active\": 12}]}")));
        page.reload();
        Locator audience = page.locator("[data-part=audience]");
        assertThat(audience.getByLabel("beta")).isVisible();
        page.getByLabel("Message").press("Control+Enter");

        assertThat(audience.locator(".field-error")).containsText("Nobody is in this group now");
        assertThat(audience.getByLabel("eu-west")).isFocused();
        assertThat(sent).isEmpty();
        audience.getByLabel("eu-west").uncheck();
        audience.getByLabel("beta").check();
        page.getByLabel("Message").press("Control+Enter");
        page.waitForCondition(() -> !sent.isEmpty());
        assertThat(sent.getFirst()).contains("\"audience\":[\"beta\"]");
    }

    @Test
    void everyPageOfTheGroupsIsOffered() {
        Page page = signedIn("#/components");
        page.route(
                GROUPS,
                route -> route.fulfill(answer(
                        200,
                        route.request().url().contains("cursor=first")
                                ? "{\"items\": [{\"id\": \"second\", \"active\": 2}]}"
                                : "{\"items\": [{\"id\": \"first\", \"active\": 1}], \"next_cursor\": \"first\"}")));
        page.navigate(address + "#/incidents/new");
        page.getByText("Only for some customers").click();

        assertThat(page.getByLabel("first 1 subscriber")).isVisible();
        assertThat(page.getByLabel("second 2 subscribers")).isVisible();
    }

    @Test
    void anIncidentIsWrittenWhileTheGroupsAreStillBeingRead() {
        Page page = signedIn("#/incidents/new");
        limitToEurope(page);
        List<Route> held = new ArrayList<>();
        page.route(GROUPS, held::add);
        page.reload();

        page.getByLabel("Title").fill("Slow everywhere in Europe");
        Locator audience = page.locator("[data-part=audience]");
        assertThat(audience.getByLabel("eu-west")).isChecked();
        page.waitForCondition(() -> !held.isEmpty());
        assertThat(audience.getByLabel("beta")).hasCount(0);
        held.forEach(Route::resume);
        assertThat(audience.getByLabel("beta")).isVisible();
        assertThat(audience.getByLabel("eu-west")).isChecked();
        assertThat(page.getByLabel("Title")).hasValue("Slow everywhere in Europe");
    }

    @Test
    void aLimitedIncidentSaysSoAndIsShownToEverybodyAndHiddenAgain() {
        String id = Api.operator()
                .body("{\"impact\":\"minor\",\"title\":\"Slow\",\"message\":\"We look.\",\"audience\":[\"eu-west\"]}")
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Page page = signedIn("#/incidents/" + id);
        Locator chips = page.locator("[data-part=chips]");

        assertThat(chips).containsText("Only for groups: eu-west; not public");
        assertThat(page.locator("form [data-part=limit]")).hasText("Only for groups: eu-west; not public");
        page.getByText("Show on the status page").click();
        page.getByRole(AriaRole.DIALOG).getByText("Show it", exactlyIn()).click();
        assertThat(chips).containsText("eu-west; shown on the status page");
        page.getByText("Hide from the status page").click();
        assertThat(chips).containsText("eu-west; not public");
        Chromium.assertAccessible(page, "incident-limited");
    }

    /** What the page tries to open; no incident is opened. */
    private static List<String> opened(Page page) {
        List<String> sent = new ArrayList<>();
        page.route("**/v1/incidents", route -> {
            if (route.request().method().equals("POST")) {
                sent.add(route.request().postData());
                route.abort();
            } else {
                route.resume();
            }
        });
        return sent;
    }

    private static void limitToEurope(Page page) {
        page.getByLabel("Title").fill("Slow in Europe");
        page.getByLabel("Impact").selectOption("Minor impact");
        page.getByLabel("Message").fill("We are looking into it.");
        page.getByText("Only for some customers").click();
        page.getByLabel("eu-west").check();
    }
}

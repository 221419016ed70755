package org.incidentcomms.blog.site;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Status;
import org.incidentcomms.testkit.browser.Chromium;
import org.incidentcomms.testkit.fixtures.StatusEventsTopic;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms to subscribe, in a browser that obeys the site's content security policy. */
@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class SignUpIT {
    private static final String ACTION = "https://updates.clicktime.example/subscriptions";

    private final Told incident = Told.incident("inc_slow", "Slow log-in", Impact.MAJOR);
    private final List<String> sent = new ArrayList<>();

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init")
    String address;

    private Chromium chromium = Chromium.start();

    @SuppressWarnings("NullAway.Init")
    private static StatusEventsTopic topic;

    @BeforeAll
    static void createTopic() {
        topic = StatusEventsTopic.fresh(SharedServers.kafka());
    }

    @BeforeEach
    void publish() {
        topic.publish(
                ComponentEvents.changed("cmp_web", 1, "Web application", "Product", 1, ComponentStatus.OPERATIONAL),
                ComponentEvents.changed(
                        "cmp_sync", 1, "QuickBooks sync", "Integrations", 2, ComponentStatus.OPERATIONAL),
                incident.step(Instant.now(), Status.INVESTIGATING, null, "We are looking into it."));
        await().untilAsserted(() ->
                assertThat(given().get("/").asString()).contains("Slow log-in").contains("value=\"cmp_sync\""));
        await().untilAsserted(() -> given().get("/incidents/inc-slow").then().statusCode(200));
    }

    @AfterEach
    void nothingWasRefused() {
        chromium.assertNoComplaints();
        chromium.close();
    }

    @Test
    void byKeyboardAndWithoutScriptAVisitorSubscribesToOneComponent() {
        Page page = chromium.openWithoutScript("about:blank", Chromium.DESK);
        takesForms(page);
        page.navigate(address);

        page.getByLabel("Your e-mail address").focus();
        page.keyboard().type("pat@customer.example");
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        page.keyboard().press("Space");
        page.keyboard().press("Shift+Tab");
        page.keyboard().press("Shift+Tab");
        page.keyboard().press("Shift+Tab");
        page.keyboard().press("Enter");

        assertThat(page.locator("body")).hasText("accepted");
        assertThat(sent).containsExactly("email=pat%40customer.example&website=&components=cmp_sync");
    }

    @Test
    void onAnOpenIncidentAVisitorAsksToHearOfItsEnd() {
        Page page = chromium.open("about:blank");
        takesForms(page);
        page.navigate(address + "incidents/inc-slow");

        page.getByText("Tell me when this is over").click();
        Locator form = page.locator("main form");
        form.getByLabel("Your e-mail address").fill("pat@customer.example");
        form.getByText("Tell me").click();

        assertThat(page.locator("body")).hasText("accepted");
        assertThat(sent).containsExactly("incident=inc-slow&email=pat%40customer.example&website=");
    }

    @Test
    void whatIsBeingTypedOutlivesAnUpdateOfThePage() {
        Page page = chromium.open("about:blank");
        page.clock().install();
        page.navigate(address + "incidents/inc-slow");
        page.getByText("Tell me when this is over").click();
        Locator email = page.locator("#follow-email");
        email.fill("pat@cust");

        topic.publish(incident.step(Instant.now(), Status.IDENTIFIED, null, "We have found it."));
        await().untilAsserted(() ->
                assertThat(given().get("/incidents/inc-slow").asString()).contains("We have found it."));
        page.clock().fastForward("00:31");

        assertThat(page.locator("main")).containsText("We have found it.");
        assertThat(email).hasValue("pat@cust");
        assertThat(email).isFocused();
    }

    @ParameterizedTest
    @ValueSource(ints = {Chromium.DESK, Chromium.NARROWEST})
    void theFormsCanBeReadByEverybody(int width) {
        Page page = chromium.open(address, width, ColorScheme.LIGHT);
        page.getByText("Only some components").click();
        Chromium.assertAccessibleInLightAndDark(page, "sign-up-" + width);
        page.navigate(address + "blog");
        Chromium.assertAccessibleInLightAndDark(page, "sign-up-blog-" + width);
        page.navigate(address + "incidents/inc-slow");
        page.getByText("Tell me when this is over").click();
        Chromium.assertAccessibleInLightAndDark(page, "follow-" + width);
    }

    /** Stands for notifier-email. */
    private void takesForms(Page page) {
        page.route(ACTION, route -> {
            Request request = route.request();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.headerValue("content-type")).isEqualTo("application/x-www-form-urlencoded");
            sent.add(String.valueOf(request.postData()));
            route.fulfill(new Route.FulfillOptions()
                    .setStatus(202)
                    .setContentType("text/html")
                    .setBody("accepted"));
        });
    }
}

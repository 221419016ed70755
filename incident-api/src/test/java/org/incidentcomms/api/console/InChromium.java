package org.incidentcomms.api.console;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import org.incidentcomms.api.Api;
import org.incidentcomms.testkit.browser.Chromium;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Each test has windows of its own, in which the browser must have refused nothing in the end. */
abstract class InChromium {
    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init")
    String address;

    @SuppressWarnings("NullAway.Init")
    Chromium chromium;

    @BeforeEach
    void startBrowser() {
        chromium = Chromium.start();
    }

    @AfterEach
    void nothingWasRefused() {
        try (Chromium used = chromium) {
            used.assertNoComplaints();
        }
    }

    /** The page at this place, such as {@code #/components}, for an operator. */
    Page signedIn(String place) {
        return signedIn(place, Api.OPERATOR);
    }

    Page signedIn(String place, String token) {
        Page page = chromium.open(address + place);
        signIn(page, token);
        return page;
    }

    static void signIn(Page page, String token) {
        page.getByLabel("Access token").fill(token);
        page.keyboard().press("Enter");
        page.locator("#who:visible").waitFor();
    }

    static JsonPath stored(String incident) {
        return Api.viewer().get("/v1/incidents/{id}", incident).jsonPath();
    }

    static Locator.GetByTextOptions exactlyIn() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }

    static Page.GetByLabelOptions exactLabel() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    /** What another origin answers. */
    static Route.FulfillOptions answer(int status, String json) {
        return new Route.FulfillOptions()
                .setStatus(status)
                .setHeaders(Map.of("Content-Type", "application/json", "Access-Control-Allow-Origin", "*"))
                .setBody(json);
    }
}

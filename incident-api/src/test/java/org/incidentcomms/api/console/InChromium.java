package org.incidentcomms.api.console;

import com.microsoft.playwright.Page;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.path.json.JsonPath;
import org.incidentcomms.api.Api;
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
}

package org.incidentcomms.api.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.incidentcomms.api.Api;
import org.incidentcomms.testkit.browser.Chromium;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page for the update list, and what of it viewers, operators and admins may do. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
@WithTestResource(PretendNotifierEmail.class)
class ConsoleSubscribersIT extends InChromium {
    private static final Pattern LIST = Pattern.compile("/v1/subscribers\\?");
    private static final Pattern FILES = Pattern.compile("/v1/subscribers/(import|export)$");

    private final String pat = "pat-" + UUID.randomUUID() + "@customer.example";

    @Test
    void anOperatorAddsSomebodyByKeyboardAndFindsChangesAndRemovesThem() {
        Page page = signedIn("");
        page.locator("main:not([aria-busy]) h1").waitFor();
        page.keyboard().press("g");
        page.keyboard().press("s");
        assertThat(page.locator("h1")).hasText("Subscribers");

        page.getByText("Add a subscriber").focus();
        page.keyboard().press("Enter");
        Locator adding = page.locator("[data-part=adding]");
        List<String> patched = new ArrayList<>();
        page.onRequest(request -> {
            if (request.method().equals("PATCH")) {
                patched.add(request.url());
            }
        });
        adding.getByLabel("E-mail address").fill("nonsense");
        page.keyboard().press("Enter");
        assertThat(adding.locator(".field-error")).containsText("Must be an address such as");
        adding.getByLabel("E-mail address").fill(pat);
        adding.getByLabel("Note").fill("ticket 4711");
        adding.getByLabel("Groups").fill("beta, eu-west");
        page.keyboard().press("Enter");
        assertThat(page.locator("#notices")).containsText("Added to the list");
        assertThat(patched).isEmpty();

        page.getByLabel("Find an address").fill(pat.toUpperCase(Locale.ROOT));
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-part=rows] li")).hasCount(1);
        assertThat(page.locator("[data-part=rows]")).containsText("All components · beta · eu-west · ticket 4711");
        page.locator("[data-part=rows] a").press("Enter");
        assertThat(page.locator("h1")).hasText(pat);
        assertThat(page.getByLabel("Groups")).hasValue("beta eu-west");
        page.getByLabel("Planned maintenance").check();
        page.getByLabel("Language").selectOption("ja");
        page.getByLabel("Groups").fill("Not An Id");
        page.getByText("Save", exactly()).click();
        assertThat(page.locator(".field-error")).containsText("Must be ids of lower-case letters");
        page.getByLabel("Groups").fill("beta");
        page.getByText("Save", exactly()).click();
        assertThat(page.locator("#notices")).containsText("Saved");
        assertThat(page.locator("[data-part=history]")).containsText("Changed: language");
        page.reload();
        assertThat(page.getByLabel("Planned maintenance")).isChecked();
        assertThat(page.getByLabel("Language")).hasValue("ja");

        page.getByText("Pause", exactly()).click();
        assertThat(page.locator("[data-part=chips]")).containsText("Paused");
        page.getByText("Resume", exactly()).click();
        assertThat(page.locator("[data-part=chips]")).containsText("Active");
        page.getByText("Remove", exactly()).click();
        page.getByRole(AriaRole.DIALOG).getByText("Remove", exactlyIn()).click();
        assertThat(page.locator("h1")).hasText("Subscribers");
        page.getByLabel("Find an address").fill(pat);
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-part=rows]")).containsText("This address is not on the list");
    }

    @Test
    void noAddressIsInAUrlTheTitleOrTheStorageOfTheBrowserNorSentToThisService() {
        PretendNotifierEmail.add(pat);
        List<String> urls = new ArrayList<>();
        List<String> bodies = new ArrayList<>();
        Page page = chromium.open("about:blank");
        page.onRequest(request -> {
            urls.add(request.url());
            if (request.url().startsWith(address)) {
                bodies.add(String.valueOf(request.postData()));
            }
        });
        page.navigate(address + "#/subscribers");
        signIn(page, Api.OPERATOR);
        page.getByLabel("Find an address").fill(pat);
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-part=rows] li")).hasCount(1);
        page.locator("[data-part=rows] a").click();
        assertThat(page.locator("h1")).hasText(pat);

        String customer = "customer.example";
        assertThat(urls).isNotEmpty().noneMatch(url -> url.contains(customer));
        assertThat(bodies).isNotEmpty().noneMatch(body -> body.contains(customer));
        assertThat(page.title()).doesNotContain(customer);
        assertThat((String) page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])"))
                .doesNotContain(customer);
    }

    @Test
    void somebodyInQuarantineIsListedWithWhatWasSentAndReactivated() {
        String quarantined = "quarantined-" + pat;
        String incident = Api.open("Sent to the quarantined");
        PretendNotifierEmail.addAs("{\"email\": \"%s\", \"note\": \"%s\"}".formatted(quarantined, incident));
        Page page = signedIn("#/subscribers");
        page.getByLabel("Show", exactLabel()).selectOption("quarantined");
        page.getByText(quarantined).click();

        assertThat(page.locator("[data-part=chips]")).containsText("Quarantined");
        Locator sent = page.locator("[data-part=sent]");
        assertThat(sent).containsText("no such recipient");
        assertThat(sent.getByText("Sent to the quarantined")).hasAttribute("href", "#/incidents/" + incident);
        page.getByText("Reactivate").click();
        assertThat(page.locator("[data-part=chips]")).containsText("Active");
        assertThat(page.locator("[data-part=history]")).containsText("Reactivated");
    }

    @Test
    void aFileIsImportedWithItsErrorsAndTheListExported() throws IOException {
        Page page = signedIn("#/subscribers");
        page.getByText("Import…").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByText("Import", exactlyIn()).click();
        assertThat(dialog.locator(".field-error")).hasText("Choose a file");
        String file = "email\n" + pat + "\nsecond-" + pat + "\nnonsense\n";
        dialog.getByLabel("File")
                .setInputFiles(new FilePayload("list.csv", "text/csv", file.getBytes(StandardCharsets.UTF_8)));
        dialog.getByText("Import", exactlyIn()).click();

        assertThat(dialog).containsText("2 subscribers added.");
        assertThat(dialog).containsText("3 known already, 2 stayed away because they left, 1 row with errors.");
        assertThat(dialog.locator(".row-errors")).containsText("Line 4, email: must be an address");
        Chromium.assertAccessible(page, "dialog-import");
        dialog.getByText("Close").click();
        page.getByLabel("Find an address").fill("second-" + pat);
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-part=rows] li")).hasCount(1);
        assertThat(page.locator("[data-part=rows]")).containsText("second-" + pat);

        Download download =
                page.waitForDownload(() -> page.getByText("Export", exactly()).click());
        assertThat(download.suggestedFilename()).isEqualTo("subscribers.csv");
        assertThat(Files.readString(download.path())).startsWith("email,state\n");
    }

    @Test
    void aLongListIsReadPageByPage() {
        for (int i = 0; i < 51; i++) {
            PretendNotifierEmail.add(i + "-" + pat);
        }
        Page page = signedIn("#/subscribers");
        assertThat(page.locator("[data-part=rows] li")).hasCount(50);
        Locator more = page.getByText("Show more");
        while (more.isVisible()) {
            int before = page.locator("[data-part=rows] li").count();
            more.click();
            assertThat(page.locator("[data-part=rows] li").nth(before)).isVisible();
            assertThat(page.locator("[data-part=rows] li").nth(before).locator("a"))
                    .isFocused();
        }
        assertThat(page.locator("[data-part=rows]")).containsText("50-" + pat);
    }

    @Test
    void aViewerSeesNumbersOnly() {
        PretendNotifierEmail.add(pat);
        Page page = signedIn("#/subscribers", Api.VIEWER);

        assertThat(page.locator("[data-count=active]")).not().hasText("0");
        assertThat(page.locator(".growth")).containsText("joined");
        assertThat(page.locator("[data-for=operator]:visible")).hasCount(0);
        assertThat(page.locator("main")).not().containsText("@");
    }

    @Test
    void onlyAnAdminErasesAndGetsTheProof() {
        PretendNotifierEmail.add(pat);
        assertThat(signedIn("#/subscribers").getByText("Erase a person…")).hasCount(0);

        Page page = signedIn("#/subscribers", Api.ADMIN);
        page.getByText("Erase a person…").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("E-mail address").fill(pat);
        dialog.getByText("Erase for good").click();
        assertThat(dialog.locator(".proof")).containsText("kept_out");
        Chromium.assertAccessible(page, "dialog-proof");
        Download proof =
                page.waitForDownload(() -> dialog.getByText("Save the proof").click());
        assertThat(proof.suggestedFilename()).isEqualTo("erasure.json");
    }

    @Test
    void thePolicyAllowsCallsToNotifierEmailAndToNobodyElse() {
        given().get("/")
                .then()
                .header(
                        "Content-Security-Policy",
                        containsString("connect-src 'self' "
                                + PretendNotifierEmail.address().replaceAll("/$", "") + "; form-action"));
    }

    @ParameterizedTest
    @ValueSource(ints = {Chromium.DESK, Chromium.NARROWEST})
    void thePagesCanBeReadByEverybody(int width) {
        Api.addComponent("{\"name\":\"Web application " + pat.substring(0, 12) + "\"}");
        PretendNotifierEmail.add(pat);
        String quarantined = "quarantined-" + pat;
        long id = PretendNotifierEmail.add(quarantined);
        Page page = chromium.open(address + "#/subscribers", width, ColorScheme.LIGHT);
        signIn(page, Api.ADMIN);
        page.getByText("As a table").click();
        page.getByText("Add a subscriber").click();
        Chromium.assertAccessibleInLightAndDark(page, "subscribers-" + width);
        page.navigate(address + "#/subscribers/" + id);
        assertThat(page.locator("h1")).hasText(quarantined);
        Chromium.assertAccessibleInLightAndDark(page, "subscriber-" + width);
    }
}

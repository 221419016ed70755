package org.incidentcomms.api.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** The page Subscribers when calls are refused, or answered in another order than asked. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
@WithTestResource(PretendNotifierEmail.class)
class ConsoleSubscribersFaultsIT extends InChromium {
    private static final Pattern LIST = Pattern.compile("/v1/subscribers\\?");
    private static final Pattern FILES = Pattern.compile("/v1/subscribers/(import|export)$");

    private final String pat = "pat-" + UUID.randomUUID() + "@customer.example";

    @Test
    void aTokenThatOnlyNotifierEmailRefusesHasNotExpired() {
        Page page = signedIn("#/subscribers");
        page.route(FILES, route -> route.fulfill(answer(401, "{}")));
        page.getByText("Export", exactly()).click();
        assertThat(page.locator("#notices")).containsText("Your token may not do this.");

        page.getByText("Import…").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("File")
                .setInputFiles(new FilePayload("list.csv", "text/csv", "email\n".getBytes(StandardCharsets.UTF_8)));
        dialog.getByText("Import", exactlyIn()).click();
        assertThat(dialog.locator("[data-part=problem]")).hasText("Your token may not do this.");
    }

    @Test
    void withoutATokenNoFileIsSentAndAFreshOneIsAskedFor() {
        Page page = signedIn("#/subscribers");
        List<String> sent = new ArrayList<>();
        page.onRequest(request -> sent.add(request.url()));
        page.getByText("Import…").click();
        Locator dialog = page.locator("dialog:has([name=file])");
        dialog.getByLabel("File")
                .setInputFiles(new FilePayload("list.csv", "text/csv", "email\n".getBytes(StandardCharsets.UTF_8)));
        page.evaluate("import('./console/session.js').then(({ session }) => session.runOut())");
        page.getByText("Later").click();
        dialog.getByText("Import", exactlyIn()).click();

        assertThat(page.getByText("Later")).isVisible();
        assertThat(sent).noneMatch(url -> url.contains("/import"));
    }

    @Test
    void ofTwoQuickChoicesOfAStateTheLastOneIsShown() {
        String pending = "pending-" + pat;
        String quarantined = "quarantined-" + pat;
        PretendNotifierEmail.addAs("{\"email\": \"%s\", \"confirmed\": false}".formatted(pending));
        PretendNotifierEmail.add(quarantined);
        Page page = signedIn("#/subscribers");
        assertThat(page.locator("[data-part=rows] li").first()).isVisible();
        List<Route> held = new ArrayList<>();
        page.route(LIST, held::add);
        page.getByLabel("Show", exactLabel()).selectOption("pending");
        page.getByLabel("Show", exactLabel()).selectOption("quarantined");
        page.waitForCondition(() -> held.size() == 2);
        page.waitForResponse(LIST, () -> held.getFirst().resume());
        held.getLast().resume();

        assertThat(page.locator("[data-part=rows]")).containsText(quarantined);
        assertThat(page.locator("[data-part=rows]")).not().containsText(pending);
    }

    @Test
    void aDoublePressOnMoreReadsOnePage() {
        for (int i = 0; i < 51; i++) {
            PretendNotifierEmail.add(i + "-" + pat);
        }
        Page page = signedIn("#/subscribers");
        Locator rows = page.locator("[data-part=rows] li");
        assertThat(rows).hasCount(50);
        List<String> asked = new ArrayList<>();
        page.onRequest(request -> asked.add(request.url()));
        page.getByText("Show more").evaluate("more => { more.click(); more.click(); }");

        assertThat(rows.nth(50)).isVisible();
        assertThat(asked).filteredOn(url -> url.contains("cursor=")).hasSize(1);
    }
}

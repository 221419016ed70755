package org.incidentcomms.api.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.incidentcomms.api.Api;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Getting in, with a token or at a provider, and staying in. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
@WithTestResource(PretendProvider.class)
class ConsoleSignInIT extends InChromium {
    @AfterEach
    void forgetTheWrongNonce() {
        System.clearProperty(PretendProvider.WRONG_NONCE);
    }

    @Test
    void a_token_shows_whose_it_is_and_is_kept_in_this_tab_only() {
        String token = Tokens.token("alex.mann", "operator");
        Page page = chromium.open("about:blank");
        page.clock().setFixedTime(Instant.now().plusSeconds(30).toEpochMilli());
        page.navigate(address);
        signIn(page, "Bearer " + token);

        assertThat(page.locator("#who")).containsText("alex.mann");
        assertThat(page.locator("#who")).containsText("operator");
        assertThat(page.locator("#who")).containsText("59 min left");
        assertThat((String) page.evaluate("JSON.stringify(localStorage)")).isEqualTo("{}");
        assertThat((String) page.evaluate("document.cookie")).isEmpty();
        assertThat(page.url()).isEqualTo(address);
        page.reload();
        assertThat(page.locator("#who")).containsText("alex.mann");
        page.getByText("Sign out").click();
        assertThat(page.getByLabel("Access token")).isVisible();
        assertThat((String) page.evaluate("JSON.stringify(sessionStorage)")).isEqualTo("{}");
    }

    @Test
    void what_arrives_after_signing_out_is_not_shown() {
        Page page = chromium.open("about:blank");
        BlockingQueue<Route> held = new LinkedBlockingQueue<>();
        page.route("**/v1/incidents?**", held::add);
        page.navigate(address);
        signIn(page, Tokens.token("alex.mann", "operator"));
        page.waitForCondition(() -> !held.isEmpty());

        page.getByText("Sign out").click();
        assertThat(page.getByLabel("Access token")).isVisible();
        held.forEach(Route::resume);

        page.waitForLoadState(LoadState.NETWORKIDLE);
        assertThat(page.locator("main h1")).hasCount(1);
        assertThat(page.getByLabel("Access token")).isVisible();
    }

    /** The texts are rendered last, and a view does without them if they do not come. */
    @Test
    void neither_is_a_view_that_was_waiting_for_its_texts() {
        Api.as(Api.OPERATOR)
                .body("""
                        {"title": "Slow log-in", "message": "Log-in is **slow** (%s).", "impact": "minor"}""".formatted(Instant.now()))
                .post("/v1/incidents")
                .then()
                .statusCode(201);
        Page page = chromium.open("about:blank");
        BlockingQueue<Route> held = new LinkedBlockingQueue<>();
        page.route("**/v1/markdown", held::add);
        page.navigate(address);
        signIn(page, Tokens.token("alex.mann", "operator"));
        page.waitForCondition(() -> !held.isEmpty());

        page.getByText("Sign out").click();
        assertThat(page.getByLabel("Access token")).isVisible();
        held.forEach(Route::resume);

        page.waitForLoadState(LoadState.NETWORKIDLE);
        assertThat(page.locator("main h1")).hasCount(1);
        assertThat(page.getByLabel("Access token")).isVisible();
    }

    @Test
    void a_token_that_is_no_good_is_refused_with_the_reason() {
        Page page = chromium.open(address);
        assertRefused(page, "no token at all", "This is no token");
        assertRefused(page, Tokens.expired("alex.mann", "operator"), "expired on");
        assertRefused(page, Tokens.forAudience("others", "alex.mann", "operator"), "made for another service");
        assertRefused(page, Tokens.token("prometheus", "alerting"), "its groups may not use the console");
    }

    @Test
    void a_token_that_runs_out_costs_no_text() {
        String id = Api.open("Run out");
        Page page = chromium.open("about:blank");
        page.clock().install();
        page.navigate(address + "#/incidents/" + id + "/update");
        signIn(page, Tokens.token(Duration.ofMinutes(30), "alex.mann", "operator"));
        page.getByLabel("Message").fill("Typed with care.");

        page.clock().fastForward("30:01");
        var dialog = page.getByRole(AriaRole.DIALOG);
        dialog.waitFor();
        assertThat(dialog).containsText("Your token has expired");
        dialog.getByLabel("Access token").fill(Tokens.token(Duration.ofHours(2), "alex.mann", "operator"));
        page.keyboard().press("Enter");
        assertThat(dialog).hasCount(0);
        assertThat(page.getByLabel("Message")).hasValue("Typed with care.");
        page.getByLabel("Message").press("Control+Enter");
        assertThat(page.locator(".update").first()).containsText("Typed with care.");
    }

    @Test
    void what_was_typed_survives_a_reload() {
        String id = Api.open("Reloaded");
        Page page = chromium.open(address + "#/incidents/" + id + "/update");
        signIn(page, Api.OPERATOR);
        page.getByLabel("Message").fill("Half a sentence");
        page.getByLabel("Monitoring").check();
        page.getByLabel("X", new Page.GetByLabelOptions().setExact(true)).uncheck();
        page.reload();

        assertThat(page.getByLabel("Message")).hasValue("Half a sentence");
        assertThat(page.getByLabel("Monitoring")).isChecked();
        assertThat(page.getByLabel("X", new Page.GetByLabelOptions().setExact(true)))
                .not()
                .isChecked();
    }

    @Test
    void at_a_provider_one_signs_in_by_code_and_comes_back_where_one_was() {
        String id = Api.open("By code");
        Page page = chromium.open(address + "#/incidents/" + id);
        page.getByText("Sign in with your company account").click();

        assertThat(page.locator("#who")).containsText("ada");
        assertThat(page.locator("h1")).hasText("By code");
        assertThat(page.url()).isEqualTo(address + "#/incidents/" + id);
    }

    @Test
    void an_answer_nobody_asked_for_signs_nobody_in() {
        Page page = chromium.open(address + "?code=stolen&state=forged");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("not begun here");
        assertThat(page.url()).isEqualTo(address);

        System.setProperty(PretendProvider.WRONG_NONCE, "of-another-day");
        page.getByText("Sign in with your company account").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("does not fit the question");
        assertThat(page.locator("#who")).isHidden();
    }

    private static void assertRefused(Page page, String token, String reason) {
        page.getByLabel("Access token").fill(token);
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText(reason);
    }
}

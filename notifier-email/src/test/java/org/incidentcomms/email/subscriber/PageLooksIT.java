package org.incidentcomms.email.subscriber;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.incidentcomms.email.EmailService;
import org.incidentcomms.kit.wording.Language;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.browser.Chromium;
import org.incidentcomms.testkit.mail.MailServer;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every public page in every language, 320 pixels wide, light and dark: axe-core finds nothing, and nothing scrolls
 * sideways; the golden mails likewise. The form works without scripts. Keeps pictures in {@code target/browser}.
 */
@QuarkusTest
@EmailService
class PageLooksIT {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    /** A mail program shows a mail within its own page, which has the landmarks. */
    private static final String PART_OF_A_PAGE =
            ", rules: {region: {enabled: false}, 'landmark-one-main': {enabled: false}}";

    private final Chromium chromium = Chromium.start();

    @Inject
    LinkTokens links;

    private final MailServer mail = SharedServers.mail();

    @AfterEach
    void closeWindows() {
        chromium.close();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyPageIsAccessibleAndFitsAPhone(Language language) {
        String email = UUID.randomUUID() + "@customer.example";
        signUp(email, language);
        String confirm = link("confirm", email);
        String manage = "/subscriptions/manage/" + links.sign(LinkTokens.Purpose.MANAGE, listed(language));
        Page page = chromium.openIn(language.tag(), address("/subscriptions"), Chromium.NARROWEST);
        for (Map.Entry<String, String> shown : Map.of(
                        "subscribe", "/subscriptions",
                        "follow", "/subscriptions?incident=slow-log-in",
                        "help", "/subscriptions/help",
                        "confirm", confirm,
                        "manage", manage,
                        "unsubscribe", "/unsubscribe/" + links.sign(LinkTokens.Purpose.UNSUBSCRIBE, listed(language)),
                        "not-ours", "/unsubscribe/forged",
                        "not-confirmable", "/subscriptions/confirm/forged")
                .entrySet()) {
            page.navigate(address(shown.getValue()));
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language.tag());
            Chromium.assertAccessibleInLightAndDark(page, language.tag() + "-" + shown.getKey());
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void theFormWorksWithoutScripts(Language language) {
        String email = UUID.randomUUID() + "@customer.example";
        Page page = chromium.openWithoutScriptIn(language.tag(), address("/subscriptions"), Chromium.NARROWEST);
        page.fill("#email", email);
        page.click("button[type=submit]");
        Chromium.assertFits(page, language.tag() + "-accepted");

        page.navigate(address(link("confirm", email)));
        page.click("button[type=submit]");
        Chromium.assertFits(page, language.tag() + "-confirmed");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void whatIsWrongIsShownAboveTheForm(Language language) {
        Page page = chromium.openIn(language.tag(), address("/subscriptions"), Chromium.NARROWEST);
        page.evaluate("document.querySelector('form').noValidate = true");
        page.fill("#email", "nobody");
        page.click("button[type=submit]");
        assertThat(page.locator("[role=alert]").isVisible()).isTrue();
        Chromium.assertAccessible(page, language.tag() + "-invalid");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void theMailsAreAccessibleAndFitAPhone(Language language) throws IOException {
        Page page = chromium.openIn(language.tag(), "about:blank", Chromium.NARROWEST);
        try (Stream<Path> files = Files.list(GOLDEN)) {
            for (Path file : files.filter(
                            one -> isIn(language, one.getFileName().toString()))
                    .toList()) {
                String name = "mail-" + file.getFileName().toString().replace(".html", "");
                page.setContent(Files.readString(file));
                Chromium.assertAccessible(page, name, PART_OF_A_PAGE);
                Chromium.assertDarkAccessible(page, name + "-dark");
            }
        }
    }

    private static boolean isIn(Language language, String file) {
        boolean translated = file.endsWith("." + language.tag() + ".html");
        return translated || language == Language.ENGLISH && file.matches("[a-z-]+\\.html");
    }

    private static String address(String path) {
        return "http://localhost:" + RestAssured.port + path;
    }

    private static void signUp(String email, Language language) {
        given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "language", language.tag()))
                .post("/subscriptions")
                .then()
                .statusCode(202);
    }

    private String link(String what, String to) {
        await().until(() -> !mail.messagesTo(to).isEmpty());
        Matcher link = Pattern.compile("/subscriptions/" + what + "/[A-Za-z0-9_.-]+")
                .matcher(mail.messagesTo(to).getFirst().text());
        assertThat(link.find()).isTrue();
        return link.group();
    }

    @Inject
    Subscribers subscribers;

    @Inject
    SubscriberStore store;

    /** The key of a subscriber on the list who reads this language. */
    private String listed(Language language) {
        EmailAddress address = EmailAddress.ofRequest(language.tag() + "@looks.example");
        Subscriber found = store.byAddress(address)
                .orElseGet(() -> subscribers
                        .add(address, List.of(), List.of(), true, false, null, "olga")
                        .subscriber());
        given().header("Authorization", "Bearer " + Tokens.token("olga", "operator"))
                .contentType("application/merge-patch+json")
                .body("{\"language\": \"" + language.tag() + "\"}")
                .patch("/v1/subscribers/" + found.id())
                .then()
                .statusCode(200);
        return found.recipientKey();
    }
}

package org.incidentcomms.email.subscriber;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.incidentcomms.email.EmailService;
import org.incidentcomms.email.ForgedLink;
import org.incidentcomms.testkit.mail.ReceivedMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The public pages: managing by the link in the mail, languages, and what no page may contain. */
@QuarkusTest
@EmailService
class SubscriptionPagesIT extends SubscriptionFixture {
    @Test
    void aSubscriberManagesByTheLinkInTheMail() {
        addByOperator(pat);
        signUp(Map.of("email", pat)).statusCode(202);
        String link = link(awaitMail(pat));

        page(link).statusCode(200).body(containsString("Pause all e-mails"));
        search(pat).body("items[0].state", equalTo("active"));
        submit(link, Map.of("action", "save", "events", "maintenance", "time_zone", "Asia/Tokyo"))
                .statusCode(200)
                .body(containsString("Saved."))
                .body(containsString("value=\"maintenance\" checked"))
                .body(containsString("value=\"Asia/Tokyo\" selected"));
        search(pat).body("items[0].events", equalTo(List.of("maintenance")));
        submit(link, Map.of("action", "save", "time_zone", "<b>Mars</b>"))
                .statusCode(422)
                .body(containsString("time_zone: must be an IANA time zone"));
        submit(link, Map.of("action", "pause")).statusCode(200).body(containsString("are paused"));
        search(pat).body("items[0].state", equalTo("paused"));
        submit(link, Map.of("action", "explode")).statusCode(422);
        submit(link, Map.of("action", "resume")).statusCode(200);
        search(pat).body("items[0].state", equalTo("active"));

        submit(link, Map.of("action", "leave")).statusCode(200).body(containsString("You are unsubscribed"));

        search(pat).body("items", empty());
        page(link).statusCode(200).body(containsString("You are unsubscribed"));
        page(ForgedLink.of(link)).statusCode(404);
    }

    @Test
    void whoPausesIsToldOnceHowToResumeInTheirLanguage() {
        addByOperator(pat);
        signUp(Map.of("email", pat)).statusCode(202);
        String link = link(awaitMail(pat));
        submit(link, Map.of("action", "save", "language", "de")).statusCode(200);

        submit(link, Map.of("action", "pause")).body(containsString("Ihre E-Mails sind pausiert"));
        submit(link, Map.of("action", "pause")).statusCode(200);
        await().until(() -> mail.messagesTo(pat).size() > 1);
        ReceivedMail paused = mail.messagesTo(pat).get(1);

        assertThat(paused.subject()).isEqualTo("Ihre Statusmeldungen von ClickTime sind pausiert");
        assertThat(paused.header("Content-Language")).isEqualTo("de");
        submit(link(paused), Map.of("action", "resume")).statusCode(200);
        search(pat).body("items[0].state", equalTo("active"));
        assertThat(mail.messagesTo(pat)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de-AT,de;q=0.9,en;q=0.5 | de | Anmelden",
                "fr | fr | S’abonner",
                "es-MX | es | Suscribirse",
                "ja | ja | 登録する",
                "nl | en | Subscribe",
            })
    void aPageIsInTheBrowsersLanguageAndOffersIt(String header, String tag, String button) {
        String page = given().header("Accept-Language", header)
                .get("/subscriptions")
                .then()
                .header("Content-Language", tag)
                .header("Vary", containsString("Accept-Language"))
                .extract()
                .asString();

        assertThat(page).contains("<html lang=\"" + tag + "\">", ">" + button + "</button>");
        if (!tag.equals("en")) {
            assertThat(page).contains("value=\"" + tag + "\" lang=\"" + tag + "\" selected");
        }
    }

    @Test
    void aSubscribersOwnLanguageGoesBeforeTheBrowsers() {
        addByOperator(pat);
        signUp(Map.of("email", pat)).statusCode(202);
        String link = link(awaitMail(pat));
        submit(link, Map.of("action", "save", "language", "es")).statusCode(200);

        given().header("Accept-Language", "de")
                .urlEncodingEnabled(false)
                .get(link)
                .then()
                .body(containsString("<html lang=\"es\">"));
    }

    @Test
    void aLinkToUnsubscribeCannotManage() {
        addByOperator(pat);
        signUp(Map.of("email", pat)).statusCode(202);
        String link = link(awaitMail(pat));

        page(link.replace(".m.", ".u.")).statusCode(404);
        given().get(link.replace("/subscriptions/manage/", "/unsubscribe/"))
                .then()
                .statusCode(404);
    }

    @Test
    void everyPageIsPrivateWithoutScriptAndFindsItsStyle() {
        addByOperator(pat);
        signUp(Map.of("email", pat)).statusCode(202);
        for (String path : List.of(
                "/subscriptions",
                "/subscriptions?incident=slow-log-in",
                "/subscriptions/confirm/unknown",
                link(awaitMail(pat)))) {
            String html = page(path)
                    .header("Content-Security-Policy", containsString("default-src 'none'"))
                    .header("Cache-Control", "no-store")
                    .header("X-Robots-Tag", "noindex")
                    .extract()
                    .asString();
            assertThat(html)
                    .as(path)
                    .doesNotContain("<script")
                    .doesNotContain(" style=")
                    .doesNotContain("onclick");
            Matcher style = Pattern.compile("href=\"([^\"]*page\\.css)\"").matcher(html);
            assertThat(style.find()).isTrue();
            assertThat(java.net.URI.create(path).resolve(style.group(1)).getPath())
                    .as(path)
                    .isEqualTo("/assets/page.css");
        }
    }
}

package org.incidentcomms.email.subscriber;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.incidentcomms.email.EmailService;
import org.incidentcomms.kit.wording.Language;
import org.incidentcomms.testkit.html.NuHtmlChecker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Nu Html Checker finds no error and no warning on the public pages in any language. */
@QuarkusTest
@EmailService
class HtmlValidationIT extends SubscriptionFixture {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path pages;

    @Test
    void everyPublicPageInEveryLanguageIsValid() throws Exception {
        NuHtmlChecker checker = NuHtmlChecker.assumeInstalled();
        for (Language language : Language.values()) {
            keepPages(language);
        }

        assertThat(checker.messages(pages, file -> true)).isEmpty();
    }

    private void keepPages(Language language) throws IOException {
        String email = UUID.randomUUID() + "@customer.example";
        keep(language, "subscribe", 200, in(language).get("/subscriptions"));
        keep(language, "follow", 200, in(language).get("/subscriptions?incident=slow-log-in"));
        keep(language, "help", 200, in(language).get("/subscriptions/help"));
        keep(language, "violations", 422, submit(language, "/subscriptions", Map.of("email", "\"><script>")));
        keep(language, "not-ours", 404, in(language).get("/unsubscribe/forged"));
        keep(language, "not-confirmable", 404, in(language).get("/subscriptions/confirm/forged"));
        keep(language, "accepted", 202, submit(language, "/subscriptions", Map.of("email", email)));
        String confirm = link(awaitMail(email));
        keep(language, "ask-to-confirm", 200, in(language).get(confirm));
        keep(language, "confirmed", 200, submit(language, confirm, Map.of()));
        submit(language, "/subscriptions", Map.of("email", email)).then().statusCode(202);
        await().until(() -> mail.messagesTo(email).size() > 1);
        String manage = link(mail.messagesTo(email).get(1));
        assertThat(manage).contains("/manage/");
        keep(language, "manage", 200, in(language).get(manage));
        keep(language, "saved", 200, submit(language, manage, Map.of("action", "save", "events", "maintenance")));
        keep(language, "paused", 200, submit(language, manage, Map.of("action", "pause")));
        keep(language, "unsubscribed", 200, submit(language, manage, Map.of("action", "leave")));
    }

    private void keep(Language language, String name, int status, Response response) throws IOException {
        String page = response.then()
                .statusCode(status)
                .contentType(ContentType.HTML)
                .extract()
                .asString();
        assertThat(page).contains("lang=\"" + language.tag() + "\"");
        Files.writeString(pages.resolve(language.tag() + "-" + name + ".html"), page);
    }

    private static RequestSpecification in(Language language) {
        return given().urlEncodingEnabled(false).header("Accept-Language", language.tag());
    }

    private static Response submit(Language language, String path, Map<String, String> form) {
        return in(language).contentType(ContentType.URLENC).formParams(form).post(path);
    }
}

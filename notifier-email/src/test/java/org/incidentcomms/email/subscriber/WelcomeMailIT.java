package org.incidentcomms.email.subscriber;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.incidentcomms.email.EmailService;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.mail.ReceivedMail;
import org.junit.jupiter.api.Test;

/** Who is welcomed: whom an operator adds, and whom an import adds if it is asked to. */
@QuarkusTest
@EmailService
class WelcomeMailIT extends SubscriptionFixture {
    @Test
    void whoIsAddedByAnOperatorIsWelcomedAndCanLeaveByTheLink() {
        addByOperator(Map.of("email", pat, "note", "ticket 4711: <asked> by phone"));

        ReceivedMail received = awaitMail(pat);

        assertThat(received.subject()).isEqualTo("You are on the update list of ClickTime");
        assertThat(received.text()).contains("It was noted with it: ticket 4711: <asked> by phone");
        assertThat(received.html()).contains("ticket 4711: &lt;asked&gt; by phone");
        submit(link(received), Map.of("action", "leave")).statusCode(200);
        search(pat).body("items", empty());
    }

    @Test
    void whoIsAddedUnconfirmedOrQuietlyIsNotWelcomed() {
        String quiet = "quiet-" + pat;
        String pending = "pending-" + pat;
        addByOperator(quiet);
        addByOperator(Map.of("email", pending, "confirmed", false));
        addByOperator(Map.of("email", pat));

        ReceivedMail unused = awaitMail(pat);

        assertThat(mail.messagesTo(quiet)).isEmpty();
        assertThat(mail.messagesTo(pending)).isEmpty();
    }

    @Test
    void anImportWelcomesWhomItAddsOnlyIfItIsAskedTo() {
        String quiet = "quiet-" + pat;
        String paused = "paused-" + pat;
        importCsv("", "email\n" + quiet + "\n");
        importCsv(
                "?welcome=true",
                "email,state,language\n" + paused + ",paused,\n" + pat + ",active,ja\n" + quiet + ",,\n");

        assertThat(awaitMail(pat).subject()).isEqualTo("ClickTimeのステータス通知に登録されました");
        assertThat(mail.messagesTo(quiet)).isEmpty();
        assertThat(mail.messagesTo(paused)).isEmpty();
    }

    private static void importCsv(String query, String csv) {
        given().header("Authorization", "Bearer " + Tokens.token("olga", "operator"))
                .contentType("text/csv")
                .body(csv.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/v1/subscribers/import" + query)
                .then()
                .statusCode(200);
    }
}

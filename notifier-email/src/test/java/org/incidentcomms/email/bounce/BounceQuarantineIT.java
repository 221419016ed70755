package org.incidentcomms.email.bounce;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.incidentcomms.testkit.Patience.await;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.incidentcomms.email.ClickTime;
import org.incidentcomms.email.EmailService;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.Test;

/** What returned mails do to their subscriber: quarantine, or leaving after a complaint. */
@QuarkusTest
@EmailService
class BounceQuarantineIT extends BounceMailboxFixture {
    @Test
    void aHardBouncePutsTheSubscriberIntoQuarantineWhichIsListedToldInTheHistoryAndLiftedByAnOperator()
            throws MessagingException {
        Listed pat = subscriber();
        arrives(USER_UNKNOWN, pat);

        assertThat(mailbox().read(() -> true)).isFalse();

        assertThat(state(pat)).isEqualTo("quarantined");
        assertThat(count("INBOX")).isZero();
        assertThat(count(BounceMailbox.PROCESSED)).isEqualTo(1);
        operator()
                .get("/v1/subscribers?state=quarantined&limit=1000")
                .then()
                .statusCode(200)
                .body("items.find { it.id == " + pat.id() + " }.quarantine.reason", equalTo("hard"))
                .body("items.find { it.id == " + pat.id() + " }.quarantine.status", equalTo("5.1.1"));
        operator()
                .get("/v1/subscribers/" + pat.id() + "/history")
                .then()
                .body("items.action", hasItem("quarantined"))
                .body("items.find { it.action == 'bounced' }.bounce.kind", equalTo("hard"));

        operator()
                .post("/v1/subscribers/" + pat.id() + "/reactivate")
                .then()
                .statusCode(200)
                .body("state", equalTo("active"));
        assertThat(mailsTo(pat)).as("a dead address is not written to").isZero();
    }

    @Test
    void aRefusalWhileSendingIsAQuarantineOnlyIfTheReplySaysThatTheAddressIsDead() {
        PublishedEvent event = ClickTime.published(
                new StatusEvent.IncidentOpened(ClickTime.outage(ClickTime.DOWN), ClickTime.DOWN.id()));
        Map<String, String> states = Map.ofEntries(
                Map.entry("550 5.1.1 <…>: user unknown", "quarantined 5.1.1"),
                Map.entry("550 no such user here", "quarantined null"),
                Map.entry("550 5.1.0 <…> user unknown", "quarantined 5.1.0"),
                Map.entry("550 #5.1.0 Address rejected.", "quarantined 5.1.0"),
                Map.entry("550 5.2.1 <…>... Mailbox disabled for this recipient", "quarantined 5.2.1"),
                Map.entry(
                        "550 #5.7.1 Your access to submit messages to this e-mail system has been rejected.", "active"),
                Map.entry("550 5.1.0 <…> sender rejected: AUP#SNDR", "active"),
                Map.entry("550 Sender verify failed", "active"),
                Map.entry("550-Verification failed for <…> 550 Sender verify failed", "active"),
                Map.entry(
                        "550-5.2.1 The user you are trying to contact is receiving mail at a rate that 550-5.2.1 prevents"
                                + " additional messages from being delivered.",
                        "active"),
                Map.entry("550 5.2.1 <…> mailbox full", "active"),
                Map.entry("550 rejected by policy", "active"));
        states.forEach((reply, state) -> {
            Listed pat = subscriber();

            bounces.refused(pat.id(), event, reply);
            bounces.refused(pat.id(), event, reply);

            assertThat(state(pat) + (state(pat).equals("active") ? "" : " " + status(pat)))
                    .as(reply)
                    .isEqualTo(state);
            assertThat(bounceRows(pat)).as(reply).isEqualTo(1);
        });
    }

    @Test
    void manyHardBouncesInOneDomainAreRecordedAndNoQuarantines() {
        PublishedEvent event = ClickTime.published(
                new StatusEvent.IncidentOpened(ClickTime.outage(ClickTime.DOWN), ClickTime.DOWN.id()));
        String domain = UUID.randomUUID() + ".example";
        List<Listed> people =
                IntStream.range(0, 25).mapToObj(i -> subscriber(domain)).toList();
        Listed elsewhere = subscriber();
        double withheld = Metrics.counter("quarantines_withheld").count();

        people.forEach(person -> bounces.refused(person.id(), event, "550 5.1.1 user unknown"));
        bounces.refused(elsewhere.id(), event, "550 5.1.1 user unknown");

        assertThat(people.stream().map(this::state).filter("quarantined"::equals))
                .hasSize(20);
        assertThat(people).allSatisfy(person -> assertThat(bounceRows(person)).isEqualTo(1));
        assertThat(state(elsewhere)).isEqualTo("quarantined");
        assertThat(Metrics.counter("quarantines_withheld").count() - withheld).isEqualTo(5);
    }

    @Test
    void manyHardBouncesAmongVeryManySubscribersOfADomainAreQuarantines() {
        PublishedEvent event = ClickTime.published(
                new StatusEvent.IncidentOpened(ClickTime.outage(ClickTime.DOWN), ClickTime.DOWN.id()));
        String domain = UUID.randomUUID() + ".example";
        List<Listed> people =
                IntStream.range(0, 300).mapToObj(i -> subscriber(domain)).toList();

        people.subList(0, 25).forEach(person -> bounces.refused(person.id(), event, "550 5.1.1 user unknown"));

        assertThat(people.stream().map(this::state).filter("quarantined"::equals))
                .hasSize(25);
    }

    @Test
    void whoComplainsHasLeftAndIsNotBroughtBackByAnImport() throws MessagingException {
        Listed pat = subscriber();
        arrives("ses-complaint.eml", pat);

        assertThat(mailbox().read(() -> true)).isFalse();

        assertThat(state(pat)).isEqualTo("gone");
        assertThat(changes(pat, "complaint")).isEqualTo(1);
        operator()
                .contentType("text/csv")
                .body("email\n" + pat.address() + "\n")
                .post("/v1/subscribers/import")
                .then()
                .body("left", equalTo(1));
    }

    @Test
    void fiveSoftBouncesInARowOverThreeDaysAreAQuarantineWhichThePersonIsToldOnce() throws MessagingException {
        Listed pat = subscriber();
        for (int i = 0; i < 5; i++) {
            mailed(pat, i, Duration.ofHours(20L * (5 - i)));
        }
        for (int i = 0; i < 4; i++) {
            softBounce(pat, i);
        }
        assertThat(mailbox().read(() -> true)).isFalse();
        assertThat(state(pat)).isEqualTo("active");

        softBounce(pat, 4);
        assertThat(mailbox().read(() -> true)).isFalse();

        assertThat(state(pat)).isEqualTo("quarantined");
        await().until(() -> mailsTo(pat) == 1);
        assertThat(SharedServers.mail().messagesTo(pat.address()).getFirst().text())
                .contains("/subscriptions")
                .contains("has been returned");
        assertThat(SharedServers.mail().messagesTo(pat.address()).getFirst().sender())
                .isEqualTo(returnPaths.of(pat.key()));
        assertThat(reason(pat)).isEqualTo("soft");
    }

    @Test
    void fiveSoftBouncesWithinTwoDaysAreNone() throws MessagingException {
        Listed pat = subscriber();
        for (int i = 0; i < 5; i++) {
            mailed(pat, i, Duration.ofHours(12L * (5 - i)));
            softBounce(pat, i);
        }

        assertThat(mailbox().read(() -> true)).isFalse();

        assertThat(bounceRows(pat)).isEqualTo(5);
        assertThat(state(pat)).isEqualTo("active");
    }

    @Test
    void aMailThatArrivedBetweenTheBouncesEndsTheRow() throws MessagingException {
        Listed pat = subscriber();
        for (int i = 0; i < 6; i++) {
            mailed(pat, i, Duration.ofHours(20L * (6 - i)));
            if (i != 3) {
                softBounce(pat, i);
            }
        }

        assertThat(mailbox().read(() -> true)).isFalse();

        assertThat(bounceRows(pat)).isEqualTo(5);
        assertThat(state(pat)).isEqualTo("active");
    }

    @Test
    void bouncesOfMailsSentBeforeTheReactivationSayNothingAnyMore() throws MessagingException {
        Listed pat = subscriber();
        mailed(pat, 0, Duration.ofHours(1));
        arrives(samples(pat).raw(USER_UNKNOWN).replace("upd_01", update(pat, 0)));
        assertThat(mailbox().read(() -> true)).isFalse();
        assertThat(state(pat)).isEqualTo("quarantined");
        operator().post("/v1/subscribers/" + pat.id() + "/reactivate").then().statusCode(200);

        mailed(pat, 1, Duration.ofMinutes(30));
        arrives(samples(pat).raw(USER_UNKNOWN).replace("upd_01", update(pat, 1)).replace("REPORT@", "LATE@"));
        assertThat(mailbox().read(() -> true)).isFalse();

        assertThat(bounceRows(pat)).isEqualTo(2);
        assertThat(state(pat)).isEqualTo("active");
    }

    private static String update(Listed person, int number) {
        return "upd_" + person.id() + "-" + number;
    }

    /** An event that was accepted some time ago and delivered to the person. */
    private void mailed(Listed person, int number, Duration ago) {
        String event = "inc_" + person.id() + "-" + number;
        Instant at = Instant.now().minus(ago);
        int unused = database.update(
                "insert into inbox (event_id, type, accepted_at, disposition, value) values (?, 't', ?, 'planned', '')",
                event,
                at);
        long plan = database.find("""
                        insert into plan (event_id, destination, incident_id, update_id, version, lane, state, chunk_size,
                            total, accepted_at, reported_revision)
                        values (?, 'email', 'inc', ?, 1, 1, 'done', 1, 1, ?, 1) returning id""", row -> row.getLong(1), event, update(person, number), at)
                .orElseThrow();
        unused = database.update(
                "insert into chunk (plan_id, number, state, destination, lane, delivered) values (?, ?, 2, 'email', 1, B'1')",
                plan,
                (int) (person.id() - 1));
    }

    private void softBounce(Listed person, int number) {
        arrives(samples(person)
                .raw("postfix-mailbox-full.eml")
                .replace("upd_01", update(person, number))
                .replace("REPORT@", number + "@"));
    }

    private String reason(Listed person) {
        return database.find(
                        "select reason from quarantine where subscriber_id = ?", row -> row.getString(1), person.id())
                .orElseThrow();
    }

    private String status(Listed person) {
        return database.find(
                        "select coalesce(status, 'null') from quarantine where subscriber_id = ?",
                        row -> row.getString(1),
                        person.id())
                .orElseThrow();
    }

    private int mailsTo(Listed person) {
        return SharedServers.mail().messagesTo(person.address()).size();
    }

    private static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + Tokens.token("olga", "operator"));
    }
}

package org.incidentcomms.email.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.incidentcomms.testkit.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Erasing a person: nothing of the address is left in any table, and that can be proved. */
class ErasureIT {
    private static final EmailAddress PAT = EmailAddress.parse("Pat@customer.example");
    private static final EmailAddress SUE = EmailAddress.parse("sue@customer.example");

    private final ListDatabase database = new ListDatabase("erasure");
    private final SettableClock clock = new SettableClock(Instant.parse("2026-02-02T16:40:00.123Z"));
    private final LinkTokens links = new LinkTokens(List.of("a-secret-for-tests-only"));
    private final RecipientKeys keys = new RecipientKeys();
    private final SubscriberStore store = new SubscriberStore(database.dataSource());
    private final DepartedStore departed = new DepartedStore(database.dataSource(), links);
    private final ChangeLog changes = new ChangeLog(database.dataSource());
    private final IncidentSubscriptionStore followed = new IncidentSubscriptionStore(database.dataSource());
    private final SubscriptionRequestStore requests = new SubscriptionRequestStore(database.dataSource());
    private final SubscriptionMailStore mailStore = new SubscriptionMailStore(database.dataSource());
    private final SubscriptionMails mails =
            new SubscriptionMails(mailStore, requests, links, keys, TestLimits.DEFAULT, clock);
    private final Subscribers subscribers = new Subscribers(store, departed, changes, keys, links, mails, clock);
    private final ErasureStore erasureStore = new ErasureStore(database.dataSource());
    private final Erasures erasures = new Erasures(erasureStore, departed, changes, links, clock);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void nothingOfThePersonIsLeftAndTheCertificateCountsIt() {
        Subscriber pat = add(PAT);
        Subscriber sue = add(SUE);
        followed.add(pat.id(), "inc_1", clock.instant());
        SubscriptionMail mail = ask(PAT, pat);
        ask(SUE, sue);
        int failed = database.sql()
                .update(
                        "insert into dead_letter (kind, destination, event_id, recipient, reason, detail)"
                                + " values ('delivery', 'email', 'inc_1-1', ?, 'invalid', 'Pat is away')",
                        pat.id());
        assertThat(failed).isEqualTo(1);

        Erasures.Certificate certificate = erasures.erase(EmailAddress.parse("pat@customer.example"), true, "ada");

        assertThat(certificate.erasedAt()).isEqualTo(clock.instant());
        assertThat(certificate.subscriberId()).isEqualTo(pat.id());
        assertThat(certificate.deleted())
                .isEqualTo(Map.of(
                        "subscriber", 1,
                        "incident_subscription", 1,
                        "bounce", 0,
                        "quarantine", 0,
                        "subscription_request", 1,
                        "confirmation_token", 1,
                        "subscription_mail", 1,
                        "delivery_detail", 1));
        assertThat(rowsTelling("pat@|Pat@|Pat is away|" + pat.recipientKey())).isEmpty();
        assertThat(rowsTelling("sue@")).contains("subscriber", "subscription_request", "subscription_mail");
        assertThat(mails.isStillWanted(mail))
                .as("the mail whose sending had begun")
                .isFalse();
        assertThat(store.byKey(pat.recipientKey())).isEmpty();
        assertThat(changes.of(pat.id()))
                .extracting(ChangeLog.Change::action, ChangeLog.Change::actor)
                .last()
                .isEqualTo(org.assertj.core.groups.Tuple.tuple(ChangeLog.Action.ERASED, "ada"));
        assertThat(erasures.isAbsent(PAT)).isTrue();
        assertThat(erasures.isAbsent(SUE)).isFalse();
    }

    /** Both reach one mailbox, but the other may be a colleague's, and has an entry of its own. */
    @Test
    void aLetterToAnotherAddressOfTheMailboxIsStillSent() {
        SubscriptionMail mail = ask(EmailAddress.parse("pat+work@customer.example"), null);

        erasures.erase(PAT, true, "ada");

        assertThat(mails.isStillWanted(mail)).isTrue();
    }

    @Test
    void onlyThePersonsOwnUnchangedCertificateIsGenuine() {
        add(PAT);
        Erasures.Certificate certificate = erasures.erase(PAT, true, "ada");

        assertThat(erasures.isGenuine(EmailAddress.parse("pat@Customer.example"), certificate))
                .isTrue();
        assertThat(erasures.isGenuine(SUE, certificate)).isFalse();
        assertThat(erasures.isGenuine(PAT, with(certificate, Map.of("subscriber", 0), true)))
                .isFalse();
        assertThat(erasures.isGenuine(PAT, with(certificate, certificate.deleted(), false)))
                .isFalse();
        LinkTokens rotated = new LinkTokens(List.of("another-secret-for-tests", "a-secret-for-tests-only"));
        assertThat(new Erasures(erasureStore, departed, changes, rotated, clock).isGenuine(PAT, certificate))
                .isTrue();
        LinkTokens foreign = new LinkTokens(List.of("another-secret-for-tests"));
        assertThat(new Erasures(erasureStore, departed, changes, foreign, clock).isGenuine(PAT, certificate))
                .isFalse();
    }

    @Test
    void anImportDoesNotBringThePersonBackUnlessThatWasNotAskedFor() {
        add(PAT);
        assertThat(erasures.erase(PAT, true, "ada").keptOut()).isTrue();
        assertThat(departed.contains(PAT)).isTrue();

        Erasures.Certificate again = erasures.erase(PAT, false, "ada");

        assertThat(again.subscriberId()).as("nothing was left").isNull();
        assertThat(again.deleted().values()).containsOnly(0);
        assertThat(erasures.isGenuine(PAT, again)).isTrue();
        assertThat(departed.contains(PAT)).as("no trace at all").isFalse();
    }

    /** A new table that names a person must be erased too: add it to {@link ErasureStore}, then here. */
    @Test
    void everyTableThatNamesAPersonIsKnownHere() {
        List<String> tables = database.sql().query("""
                        select distinct table_name || '.' || column_name from information_schema.columns
                        where table_schema = 'public' and column_name in ('address', 'email', 'mailbox_hash',
                            'address_hash', 'recipient_key', 'subscriber_id', 'recipient')""", row -> row.getString(1));

        assertThat(Set.copyOf(tables))
                .containsExactlyInAnyOrder(
                        "subscriber.address",
                        "subscriber.recipient_key",
                        "incident_subscription.subscriber_id",
                        "bounce.subscriber_id",
                        "quarantine.subscriber_id",
                        "subscription_request.address",
                        "subscription_mail.address",
                        "subscription_mail.mailbox_hash",
                        "subscription_mail.subscriber_id",
                        // keeps the person out, if asked
                        "departed.address_hash",
                        // only the bare id, which resolves to nothing
                        "subscriber_change.subscriber_id",
                        "outcome.recipient",
                        "open_delivery.recipient",
                        "dead_letter.recipient",
                        "recipient_outcome.recipient");
    }

    /** The confirmation holds the request; the erasure waits for it and then finds the subscriber it made. */
    @Test
    void aConfirmationUnderWayDoesNotSurvive() throws Exception {
        ask(PAT, null);
        CompletableFuture<Erasures.Certificate> erasing;
        try (var connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("delete from subscription_request where lower(address) = 'pat@customer.example'");
                statement.execute("insert into subscriber (address, recipient_key, confirmed_at, created_at)"
                        + " values ('Pat@customer.example', '" + keys.next() + "', now(), now())");
                erasing = CompletableFuture.supplyAsync(() -> erasures.erase(PAT, true, "ada"));
                awaitBlocked();
                connection.commit();
            }
        }

        Erasures.Certificate certificate = erasing.get(20, TimeUnit.SECONDS);

        assertThat(certificate.deleted()).containsEntry("subscriber", 1);
        assertThat(rowsTelling("(?i)pat@")).isEmpty();
    }

    private void awaitBlocked() {
        org.incidentcomms.testkit.Patience.await()
                .until(() -> database.sql()
                        .find(
                                "select count(*) from pg_stat_activity where datname = current_database()"
                                        + " and wait_event_type = 'Lock'",
                                row -> row.getInt(1))
                        .orElse(0)
                        .equals(1));
    }

    private static Erasures.Certificate with(Erasures.Certificate one, Map<String, Integer> deleted, boolean keptOut) {
        return new Erasures.Certificate(one.erasedAt(), one.subscriberId(), deleted, keptOut, one.proof());
    }

    private Subscriber add(EmailAddress address) {
        return subscribers
                .add(address, List.of(), List.of(), true, false, "a note", "olga")
                .subscriber();
    }

    /** A request with a mail that is being sent. */
    private SubscriptionMail ask(EmailAddress address, @org.jspecify.annotations.Nullable Subscriber known) {
        Instant now = clock.instant();
        assertThat(requests.add(address, Preferences.EVERYTHING, null, now, 100))
                .isTrue();
        SubscriptionRequest request = requests.next().orElseThrow();
        requests.awaitConfirmation(request.id(), now.plusSeconds(3600));
        mailStore.add(
                SubscriptionMail.Kind.CONFIRM,
                address,
                request.id(),
                known == null ? null : known.id(),
                null,
                links.addressHashes(address.mailboxKey()).getFirst(),
                keys.next(),
                now,
                now,
                now.plusSeconds(3600));
        return mails.claim().orElseThrow();
    }

    /** The tables with a row whose text matches. */
    private List<String> rowsTelling(String words) {
        List<String> tables = database.sql()
                .query(
                        "select table_name from information_schema.tables where table_schema = 'public'"
                                + " and table_type = 'BASE TABLE' and table_name <> 'flyway_schema_history'",
                        row -> row.getString(1));
        assertThat(tables).contains("subscriber", "departed", "outcome");
        return tables.stream()
                .filter(table -> database.sql()
                                .find(
                                        "select count(*) from \"" + table + "\" t where t::text ~ ?",
                                        row -> row.getInt(1),
                                        words)
                                .orElse(0)
                        > 0)
                .toList();
    }
}

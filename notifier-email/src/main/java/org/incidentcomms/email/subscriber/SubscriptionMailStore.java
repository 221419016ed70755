package org.incidentcomms.email.subscriber;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.incidentcomms.service.storage.Database;
import org.jspecify.annotations.Nullable;

/** SQL of the queue of mails about subscriptions. */
@Singleton
class SubscriptionMailStore {

    /**
     * A claimed mail without its token.
     *
     * @param requestId of a mail to confirm; null once that request is gone
     * @param recipientKey of a mail about a subscriber; null once that subscriber is gone
     * @param leasedUntil the lease: after another claim it is another one
     */
    record Claimed(
            long id,
            SubscriptionMail.Kind kind,
            String address,
            String messageKey,
            @Nullable Long requestId,
            @Nullable String recipientKey,
            Instant requestedAt,
            @Nullable String note,
            @Nullable String language,
            @Nullable String timeZone,
            int attempts,
            Instant leasedUntil) {}

    private final AddressSafeDatabase database;

    SubscriptionMailStore(DataSource dataSource) {
        this.database = new AddressSafeDatabase(dataSource);
    }

    /** Whether as many mails wait that strangers asked for. */
    boolean isFull(int mostWaiting) {
        return database.find(
                                "select count(*) from (select from subscription_mail"
                                        + " where next_at is not null and kind <> 'welcome' limit ?) waiting",
                                row -> row.getInt(1),
                                mostWaiting)
                        .orElse(0)
                >= mostWaiting;
    }

    /** How many mails the mailbox was to get since then, sent or not. */
    int countSince(byte[] mailboxHash, Instant since) {
        return database.find(
                        "select count(*) from subscription_mail where mailbox_hash = ? and created_at > ?",
                        row -> row.getInt(1),
                        mailboxHash,
                        since)
                .orElse(0);
    }

    /**
     * Queues a mail.
     *
     * @param requestId of the request to confirm, or null
     * @param subscriberId of the subscriber it is about, or null
     * @param note what the mail quotes, or null
     */
    void add(
            SubscriptionMail.Kind kind,
            EmailAddress address,
            @Nullable Long requestId,
            @Nullable Long subscriberId,
            @Nullable String note,
            byte[] mailboxHash,
            String messageKey,
            Instant requestedAt,
            Instant now,
            Instant expiresAt) {
        int unused = database.update(
                """
                insert into subscription_mail (kind, mailbox_hash, address, message_key, request_id, subscriber_id,
                    note, requested_at, created_at, next_at, expires_at)
                values (?, ?, ?, ?, ?::bigint, ?::bigint, ?::text, ?, ?, ?, ?)""",
                kind.name().toLowerCase(Locale.ROOT),
                mailboxHash,
                address.value(),
                messageKey,
                requestId,
                subscriberId,
                note,
                requestedAt,
                now,
                now,
                expiresAt);
    }

    /** Takes the mail that is due first and holds it until {@code leasedUntil}. */
    Optional<Claimed> claim(Instant now, Instant leasedUntil) {
        return database.find("""
                with claimed as (
                    update subscription_mail set attempts = attempts + 1, next_at = ?
                    where id = (select id from subscription_mail where next_at <= ? and expires_at > ?
                        order by kind = 'welcome', next_at, id limit 1 for update skip locked)
                    returning id, kind, address, message_key, request_id, subscriber_id, note, requested_at, attempts,
                        next_at)
                select m.*, s.recipient_key, coalesce(r.language, s.language) as language,
                    coalesce(r.time_zone, s.time_zone) as time_zone
                from claimed m
                    left join subscriber s on s.id = m.subscriber_id
                    left join subscription_request r on r.id = m.request_id""", SubscriptionMailStore::read, leasedUntil, now, now);
    }

    /**
     * Whether the mail is still leased and what it is about is there: its request, or its subscriber in the state it
     * tells of.
     */
    boolean isStillTrue(long id, Instant leasedUntil) {
        return database.exists("""
                select from subscription_mail m where m.id = ? and m.next_at = ? and case m.kind
                    when 'confirm' then exists (select from subscription_request r where r.id = m.request_id)
                    else exists (select from subscriber s where s.id = m.subscriber_id
                        and (m.kind <> 'quarantined' or s.state = 'quarantined')) end""", id, leasedUntil);
    }

    /** The mail is sent or given up: its address is forgotten. Changes nothing if it has been claimed again since. */
    void finish(long id, Instant leasedUntil) {
        int unused = database.update(
                "update subscription_mail set next_at = null, address = null, note = null where id = ? and next_at = ?",
                id,
                leasedUntil);
    }

    /**
     * Ends the lease; changes nothing if the mail has been claimed again since.
     *
     * @param counted whether the attempt counts
     */
    void retry(long id, Instant leasedUntil, Instant at, boolean counted) {
        int unused = database.update(
                "update subscription_mail set next_at = ?, attempts = attempts - ? where id = ? and next_at = ?",
                at,
                counted ? 0 : 1,
                id,
                leasedUntil);
    }

    /** Deletes what expired unsent, and what no limit counts any more. */
    void removeOld(Instant now, Instant countedSince) {
        int unused = database.update(
                "delete from subscription_mail where created_at <= ? and (next_at is null or expires_at <= ?)",
                countedSince,
                now);
    }

    private static Claimed read(ResultSet row) throws SQLException {
        long requestId = row.getLong("request_id");
        return new Claimed(
                row.getLong("id"),
                Database.word(row, "kind", SubscriptionMail.Kind.class),
                row.getString("address"),
                row.getString("message_key"),
                requestId == 0 ? null : requestId,
                row.getString("recipient_key"),
                row.getTimestamp("requested_at").toInstant(),
                row.getString("note"),
                row.getString("language"),
                row.getString("time_zone"),
                row.getInt("attempts"),
                row.getTimestamp("next_at").toInstant());
    }
}

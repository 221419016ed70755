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
     * @param recipientKey of a mail to manage; null once that subscriber is gone
     */
    record Claimed(
            long id,
            SubscriptionMail.Kind kind,
            String address,
            String messageKey,
            @Nullable Long requestId,
            @Nullable String recipientKey,
            Instant requestedAt,
            int attempts) {}

    private final AddressSafeDatabase database;

    SubscriptionMailStore(DataSource dataSource) {
        this.database = new AddressSafeDatabase(dataSource);
    }

    boolean isFull(int mostWaiting) {
        return database.find(
                                "select count(*) from (select from subscription_mail where next_at is not null limit ?) waiting",
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

    void add(
            SubscriptionMail.Kind kind,
            SubscriptionRequest request,
            @Nullable Long subscriberId,
            byte[] mailboxHash,
            String messageKey,
            Instant now,
            Instant expiresAt) {
        int unused = database.update(
                """
                insert into subscription_mail (kind, mailbox_hash, address, message_key, request_id, subscriber_id,
                    requested_at, created_at, next_at, expires_at)
                values (?, ?, ?, ?, ?::bigint, ?::bigint, ?, ?, ?, ?)""",
                kind.name().toLowerCase(Locale.ROOT),
                mailboxHash,
                request.address().value(),
                messageKey,
                kind == SubscriptionMail.Kind.CONFIRM ? request.id() : null,
                subscriberId,
                request.requestedAt(),
                now,
                now,
                expiresAt);
    }

    /** Takes the mail that is due first and holds it until {@code leasedUntil}. */
    Optional<Claimed> claim(Instant now, Instant leasedUntil) {
        return database.find("""
                update subscription_mail set attempts = attempts + 1, next_at = ?
                where id = (select id from subscription_mail where next_at <= ? and expires_at > ?
                    order by next_at, id limit 1 for update skip locked)
                returning id, kind, address, message_key, request_id, requested_at, attempts,
                    (select recipient_key from subscriber where id = subscriber_id) as recipient_key""", SubscriptionMailStore::read, leasedUntil, now, now);
    }

    /** The mail is sent or given up: its address is forgotten. */
    void finish(long id) {
        int unused = database.update("update subscription_mail set next_at = null, address = null where id = ?", id);
    }

    /** @param counted whether the attempt counts */
    void retry(long id, Instant at, boolean counted) {
        int unused = database.update(
                "update subscription_mail set next_at = ?, attempts = attempts - ? where id = ?",
                at,
                counted ? 0 : 1,
                id);
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
                row.getInt("attempts"));
    }
}

package org.incidentcomms.email.subscriber;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** SQL of requests to join the list and of the tokens that confirm them. */
@Singleton
class SubscriptionRequestStore {
    private static final String COLUMNS =
            "r.id, r.address, r.components, r.events, r.language, r.time_zone, r.incident, r.requested_at";

    private final AddressSafeDatabase database;

    SubscriptionRequestStore(DataSource dataSource) {
        this.database = new AddressSafeDatabase(dataSource);
    }

    /** Stores a request; returns false if {@code mostWaiting} wait already. */
    boolean add(
            EmailAddress address, Preferences preferences, @Nullable String incident, Instant now, int mostWaiting) {
        return database.update(
                        """
                        insert into subscription_request
                            (address, components, events, language, time_zone, incident, requested_at)
                        select ?, ?, ?, ?::text, ?::text, ?::text, ?
                        where (select count(*) from (
                            select from subscription_request where confirm_until is null limit ?) waiting) < ?""",
                        address.value(),
                        preferences.componentIds(),
                        preferences.eventNames(),
                        preferences.language(),
                        preferences.timeZone(),
                        incident,
                        now,
                        mostWaiting,
                        mostWaiting)
                > 0;
    }

    /** The oldest request nobody has looked at, locked until the transaction ends. */
    Optional<SubscriptionRequest> next() {
        return database.find(
                "select " + COLUMNS + " from subscription_request r where confirm_until is null order by id limit 1"
                        + " for update skip locked",
                SubscriptionRequestStore::read);
    }

    void awaitConfirmation(long id, Instant until) {
        int unused = database.update("update subscription_request set confirm_until = ? where id = ?", until, id);
    }

    /** Deletes a request with its tokens; false if it is gone already. */
    boolean remove(long id) {
        return database.update("delete from subscription_request where id = ?", id) > 0;
    }

    void addToken(byte[] tokenHash, long requestId) {
        int unused = database.update(
                "insert into confirmation_token (token_hash, request_id) values (?, ?)", tokenHash, requestId);
    }

    /** The request that a token confirms, if it can still be confirmed. */
    Optional<SubscriptionRequest> byToken(byte[] tokenHash, Instant now) {
        return database.find(
                "select " + COLUMNS + " from subscription_request r join confirmation_token t on t.request_id = r.id"
                        + " where t.token_hash = ? and r.confirm_until > ?",
                SubscriptionRequestStore::read,
                tokenHash,
                now);
    }

    /** Deletes what can no longer be confirmed, and what nobody looked at in time. */
    void removeExpired(Instant now, Instant waitingSince) {
        int unused = database.update(
                "delete from subscription_request where confirm_until <= ?"
                        + " or (confirm_until is null and requested_at <= ?)",
                now,
                waitingSince);
    }

    private static SubscriptionRequest read(ResultSet row) throws SQLException {
        return new SubscriptionRequest(
                row.getLong("id"),
                new EmailAddress(row.getString("address")),
                new Preferences(
                        Arrays.asList((String[]) row.getArray("components").getArray()),
                        Arrays.stream((String[]) row.getArray("events").getArray())
                                .map(EventKind::of)
                                .toList(),
                        row.getString("language"),
                        row.getString("time_zone")),
                row.getString("incident"),
                row.getTimestamp("requested_at").toInstant());
    }
}

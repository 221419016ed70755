package org.incidentcomms.email.subscriber;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.incidentcomms.service.storage.Database;
import org.jspecify.annotations.Nullable;

/** The audit trail of the update list: ids, names of actions and fields; never an address or a value. */
@Singleton
class ChangeLog {
    /** The actor of what a person did with their own link. */
    static final String SUBSCRIBER = "subscriber";
    /** The actor of what no person did. */
    static final String SYSTEM = "system";

    /** What happened to a subscriber. */
    public enum Action {
        ADDED,
        IMPORTED,
        CONFIRMED,
        CHANGED,
        /** By unsubscribing. */
        LEFT,
        /** By an operator. */
        REMOVED,
        /** With all that was known about the person. */
        ERASED,
        /** The last incident it followed is over. */
        EXPIRED,
        /** A mail came back. */
        BOUNCED,
        /** Mail to the address fails. */
        QUARANTINED,
        /** By an operator, out of quarantine. */
        REACTIVATED,
        /** Removed after 90 days in quarantine. */
        PURGED,
        /** Removed because they reported a mail as spam. */
        COMPLAINT;

        /** The name on the wire and in the database. */
        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One entry.
     *
     * @param bounce of the action {@code bounced}, otherwise null
     */
    public record Change(
            Instant at,
            String actor,
            Action action,
            List<String> fields,
            @Nullable Bounce bounce) {}

    /**
     * A mail that came back.
     *
     * @param kind {@code hard}, {@code soft} or {@code policy}
     * @param status enhanced status code (RFC 3463), or null
     * @param event the event it told, or null if that is not known
     */
    public record Bounce(
            String kind, @Nullable String status, @Nullable String event) {}

    private final AddressSafeDatabase database;

    ChangeLog(DataSource dataSource) {
        this.database = new AddressSafeDatabase(dataSource);
    }

    void add(long subscriberId, Action action, String actor, Instant at, List<String> fields) {
        int unused = database.update(
                "insert into subscriber_change (subscriber_id, at, actor, action, fields) values (?, ?, ?, ?, ?)",
                subscriberId,
                at,
                actor.substring(0, Math.min(200, actor.length())),
                action.wire(),
                fields.toArray(String[]::new));
    }

    void add(long subscriberId, Action action, String actor, Instant at) {
        add(subscriberId, action, actor, at, List.of());
    }

    /** Id of the newest entry of a subscriber; 0 if there is none. */
    long newest(long subscriberId) {
        return database.query(
                        "select coalesce(max(id), 0) from subscriber_change where subscriber_id = ?",
                        row -> row.getLong(1),
                        subscriberId)
                .getFirst();
    }

    /** The entries of a subscriber, its bounces among them, oldest first. */
    List<Change> of(long subscriberId) {
        return database.query(
                """
                select at, actor, action, fields, null as kind, null as status, null as event_id, id
                    from subscriber_change where subscriber_id = ?
                union all select at, 'system', 'bounced', '{}', kind, status, event_id, 0
                    from bounce where subscriber_id = ?
                order by at, id""",
                row -> new Change(
                        row.getTimestamp("at").toInstant(),
                        row.getString("actor"),
                        Database.word(row, "action", Action.class),
                        List.of((String[]) row.getArray("fields").getArray()),
                        row.getString("kind") == null
                                ? null
                                : new Bounce(
                                        row.getString("kind"), row.getString("status"), row.getString("event_id"))),
                subscriberId,
                subscriberId);
    }
}

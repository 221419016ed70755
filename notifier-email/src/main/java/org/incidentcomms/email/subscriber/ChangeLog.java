package org.incidentcomms.email.subscriber;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.incidentcomms.service.storage.Database;

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
        /** The last incident it followed is over. */
        EXPIRED;

        /** The name on the wire and in the database. */
        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One entry. */
    public record Change(Instant at, String actor, Action action, List<String> fields) {}

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

    /** The entries of a subscriber, oldest first. */
    List<Change> of(long subscriberId) {
        return database.query(
                "select at, actor, action, fields from subscriber_change where subscriber_id = ? order by id",
                row -> new Change(
                        row.getTimestamp("at").toInstant(),
                        row.getString("actor"),
                        Database.word(row, "action", Action.class),
                        List.of((String[]) row.getArray("fields").getArray())),
                subscriberId);
    }
}

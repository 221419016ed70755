package org.incidentcomms.api.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.incidentcomms.api.storage.Database;

/** The outbox as a request's transaction sees it; {@link RelayStore} is how the relay does. */
@ApplicationScoped
class OutboxStore {
    private final Database database;

    OutboxStore(Database database) {
        this.database = database;
    }

    void add(String eventId, String key, String headers, byte[] value) {
        database.update(
                "insert into outbox (event_id, key, headers, value) values (?, ?, ?::jsonb, ?)",
                eventId,
                key,
                headers,
                value);
    }

    /** The notification is delivered by the commit, and once however many events the transaction adds. */
    void addAndNotify(String eventId, String key, String headers, byte[] value) {
        database.query("""
                with added as (
                    insert into outbox (event_id, key, headers, value) values (?, ?, ?::jsonb, ?) returning seq)
                select pg_notify('outbox', '') from added""", row -> true, eventId, key, headers, value);
    }

    int deletePublishedBefore(Instant time) {
        return database.update("delete from outbox where published_at < ?", time);
    }
}

package org.incidentcomms.api.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.incidentcomms.api.storage.Database;
import org.incidentcomms.api.storage.Documents;

/** The outbox as a request's transaction sees it; {@link RelayStore} is how the relay does. */
@ApplicationScoped
class OutboxStore {
    private final Database database;
    private final Documents documents;

    OutboxStore(Database database, Documents documents) {
        this.database = database;
        this.documents = documents;
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

    Optional<Appended> find(String eventId) {
        return database.find("select headers, value from outbox where event_id = ?", this::appended, eventId);
    }

    @SuppressWarnings("unchecked")
    private Appended appended(ResultSet row) throws SQLException {
        Map<String, String> headers = documents.read(row.getString("headers"), Map.class);
        return new Appended(headers, row.getBytes("value"));
    }

    int deletePublishedBefore(Instant time) {
        return database.update("delete from outbox where published_at < ?", time);
    }
}

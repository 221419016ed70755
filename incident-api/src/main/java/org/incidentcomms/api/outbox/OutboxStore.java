package org.incidentcomms.api.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.incidentcomms.api.outbox.Outbox.Appended;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.service.storage.Database;

/** The outbox within a request's transaction; the relay uses {@link RelaySessionStore}. */
@ApplicationScoped
class OutboxStore {
    private final Database database;
    private final JsonColumns documents;

    OutboxStore(Database database, JsonColumns documents) {
        this.database = database;
        this.documents = documents;
    }

    void add(String eventId, String key, String headers, byte[] value) {
        database.execute(
                "insert into outbox (event_id, key, headers, value) values (?, ?, ?::jsonb, ?)",
                eventId,
                key,
                headers,
                value);
    }

    /** The notification is delivered on commit, once per transaction regardless of the number of events. */
    void addAndNotify(String eventId, String key, String headers, byte[] value) {
        database.execute("""
                with added as (
                    insert into outbox (event_id, key, headers, value) values (?, ?, ?::jsonb, ?) returning seq)
                select pg_notify('outbox', '') from added""", eventId, key, headers, value);
    }

    Optional<Appended> find(String eventId) {
        return database.find("select headers, value from outbox where event_id = ?", this::appended, eventId);
    }

    @SuppressWarnings("unchecked")
    private Appended appended(ResultSet row) throws SQLException {
        Map<String, String> headers = documents.read(row.getString("headers"), Map.class);
        return new Appended(headers, row.getBytes("value"));
    }

    /** A row being sent to Kafka at this moment is still published; the next one of its key waits for it. */
    void deleteOf(String key) {
        database.update("delete from outbox where key = ?", key);
    }

    void deletePublishedOf(String key) {
        database.update("delete from outbox where key = ? and published_at is not null", key);
    }

    /** In the waiting events of {@code key}: deletes those about the update and removes it from the others. */
    void removeUpdate(String key, String updateId) {
        database.update("""
                delete from outbox where key = ? and published_at is null
                    and convert_from(value, 'UTF8')::jsonb ->> 'update_id' = ?""", key, updateId);
        database.update("""
                update outbox set value = convert_to(jsonb_set(convert_from(value, 'UTF8')::jsonb, '{incident,updates}', (
                        select coalesce(jsonb_agg(said order by nr), '[]'::jsonb)
                        from jsonb_array_elements(convert_from(value, 'UTF8')::jsonb #> '{incident,updates}')
                            with ordinality as updates (said, nr)
                        where said ->> 'id' <> ?))::text, 'UTF8')
                where key = ? and published_at is null""", updateId, key);
    }

    int deletePublishedBefore(Instant time) {
        return database.update("delete from outbox where published_at < ?", time);
    }
}

package org.incidentcomms.api.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.incidentcomms.service.storage.Database;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class IdempotencyStore {
    /** @param at when it was stored, or the call begun */
    record Remembered(String bodyHash, StoredResponse response, Instant at) {}

    private final Database database;

    IdempotencyStore(Database database) {
        this.database = database;
    }

    /** Locks the key until the transaction ends; returns false if another transaction has locked it. */
    boolean claim(String subject, String path, String key) {
        return database.find(
                        "select pg_try_advisory_xact_lock(hashtextextended(?, 7))",
                        row -> row.getBoolean(1),
                        subject + '\n' + path + '\n' + key)
                .orElse(false);
    }

    Optional<Remembered> find(String subject, String path, String key, Instant notBefore) {
        return database.find(
                """
                select body_hash, status, location, etag, body, created_at from idempotency
                where subject = ? and path = ? and key = ? and created_at >= ?""",
                row -> new Remembered(
                        row.getString("body_hash"),
                        new StoredResponse(
                                row.getInt("status"),
                                row.getString("location"),
                                row.getString("etag"),
                                row.getString("body")),
                        row.getTimestamp("created_at").toInstant()),
                subject,
                path,
                key,
                notBefore);
    }

    void remember(String subject, String path, String key, String bodyHash, StoredResponse response, Instant at) {
        database.update(
                """
                insert into idempotency (subject, path, key, body_hash, status, location, etag, body, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (subject, path, key) do update set body_hash = excluded.body_hash,
                    status = excluded.status, location = excluded.location, etag = excluded.etag,
                    body = excluded.body, created_at = excluded.created_at""",
                subject,
                path,
                key,
                bodyHash,
                response.status(),
                response.location(),
                response.etag(),
                response.body(),
                at);
    }

    /** Forgets that the call was begun, which did nothing. */
    void forgetBegun(String subject, String path, String key) {
        database.update(
                "delete from idempotency where subject = ? and path = ? and key = ? and status = ?",
                subject,
                path,
                key,
                StoredResponse.BEGUN.status());
    }

    /** Responses of calls on {@code id}, or that contain it. */
    void blank(String id, String body) {
        database.update("""
                update idempotency set status = 410, location = null, etag = null, body = ?
                where resource_ids(path, location, body) @> array[?::text]""", body, id);
    }

    /** Merges {@code fields}, JSON, into stored responses of 202 that contain {@code id}. */
    void settle(String id, String fields) {
        database.update("""
                update idempotency set body = ((body::jsonb - 'held' - 'publish_at' - 'approval') || ?::jsonb)::text
                where status = 202 and resource_ids(path, location, body) @> array[?::text]""", fields, id);
    }

    int forget(Instant before) {
        return database.update("delete from idempotency where created_at < ?", before);
    }

    /**
     * The stored response of a state-changing call, as far as a repeat must return it.
     *
     * @param location path of the created resource, or null
     * @param etag with its quotes, or null
     * @param body JSON
     */
    record StoredResponse(
            int status, @Nullable String location, @Nullable String etag, String body) {
        static final String IN_PROGRESS = "a request with this Idempotency-Key is still in progress";

        /**
         * Stands for the response of a call that has begun and acts on a remote system. A replica of a version that does
         * not know it returns it as it is.
         */
        static final StoredResponse BEGUN = new StoredResponse(
                409, null, null, "{\"title\":\"Conflict\",\"status\":409,\"detail\":\"" + IN_PROGRESS + "\"}");

        /** By the status alone, whatever the text: a refused call stores nothing, so no call's own response has it. */
        boolean isOfBegun() {
            return status == BEGUN.status;
        }
    }
}

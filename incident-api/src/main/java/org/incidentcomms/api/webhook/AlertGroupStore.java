package org.incidentcomms.api.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.incidentcomms.service.storage.Database;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class AlertGroupStore {
    private final Database database;

    AlertGroupStore(Database database) {
        this.database = database;
    }

    /** Locks the group until the transaction ends. An advisory lock, as there may be no row yet. */
    void lock(String keyHash) {
        database.query("select pg_advisory_xact_lock(hashtextextended(?, 9))", row -> true, keyHash);
    }

    Optional<AlertGroup> find(String keyHash) {
        return database.find("select * from alert_group where key_hash = ?", AlertGroupStore::group, keyHash);
    }

    void put(AlertGroup group) {
        database.update(
                """
                insert into alert_group (key_hash, incident_id, resolution_id, is_resolved, heard_at)
                values (?, ?, ?, ?, ?)
                on conflict (key_hash) do update set incident_id = excluded.incident_id,
                    resolution_id = excluded.resolution_id, is_resolved = excluded.is_resolved,
                    heard_at = excluded.heard_at""", group.keyHash(), group.incidentId(), group.resolutionId(), group.isResolved(), group.heardAt());
    }

    /** Does not restore what a concurrent withdrawal has deleted. */
    void update(AlertGroup group) {
        database.update(
                "update alert_group set resolution_id = ?, is_resolved = ?, heard_at = ? where key_hash = ?",
                group.resolutionId(),
                group.isResolved(),
                group.heardAt(),
                group.keyHash());
    }

    void delete(String keyHash) {
        database.update("delete from alert_group where key_hash = ?", keyHash);
    }

    void deleteOf(String incidentId) {
        database.update("delete from alert_group where incident_id = ?", incidentId);
    }

    int deleteSilentSince(Instant time) {
        return database.update("delete from alert_group where heard_at < ?", time);
    }

    private static AlertGroup group(ResultSet row) throws SQLException {
        return new AlertGroup(
                row.getString("key_hash"),
                row.getString("incident_id"),
                row.getString("resolution_id"),
                row.getBoolean("is_resolved"),
                row.getTimestamp("heard_at").toInstant());
    }

    /**
     * The stored state of a group of alerts.
     *
     * @param keyHash the group's key is arbitrary text and may be long
     * @param incidentId of the draft, and of the incident once the draft is published
     * @param resolutionId of the draft of the resolving update, or null
     * @param isResolved the last status received
     */
    record AlertGroup(
            String keyHash, String incidentId, @Nullable String resolutionId, boolean isResolved, Instant heardAt) {

        AlertGroup fires(Instant now) {
            return new AlertGroup(keyHash, incidentId, null, false, now);
        }

        AlertGroup resolved(@Nullable String resolution, Instant now) {
            return new AlertGroup(keyHash, incidentId, resolution, true, now);
        }
    }
}

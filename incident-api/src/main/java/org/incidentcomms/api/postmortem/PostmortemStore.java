package org.incidentcomms.api.postmortem;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.service.storage.Database;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PostmortemStore {
    private final Database database;
    private final JsonColumns documents;

    PostmortemStore(Database database, JsonColumns documents) {
        this.database = database;
        this.documents = documents;
    }

    Optional<Written> find(String incidentId) {
        return database.find(
                "select incident_id, version, fields, slug, updated_at from postmortem where incident_id = ?",
                this::written,
                incidentId);
    }

    /** The caller has locked the incident. */
    void put(Written written) {
        database.update(
                """
                insert into postmortem (incident_id, version, fields, slug, updated_at) values (?, ?, ?::jsonb, ?, ?)
                on conflict (incident_id) do update set version = excluded.version, fields = excluded.fields,
                    slug = excluded.slug, updated_at = excluded.updated_at""",
                written.incidentId(),
                written.version(),
                documents.write(written.fields()),
                written.slug(),
                written.updatedAt());
    }

    void delete(String incidentId) {
        database.update("delete from postmortem where incident_id = ?", incidentId);
    }

    private Written written(ResultSet row) throws SQLException {
        return new Written(
                row.getString("incident_id"),
                row.getLong("version"),
                documents.read(row.getString("fields"), WritePostmortem.class),
                row.getString("slug"),
                row.getTimestamp("updated_at").toInstant());
    }

    /**
     * A stored post-mortem.
     *
     * @param version counts every edit, publication and withdrawal; its ETag
     * @param slug since its first publication, else null
     */
    record Written(
            String incidentId,
            long version,
            WritePostmortem fields,
            @Nullable String slug,
            Instant updatedAt) {

        Written next(WritePostmortem newFields, @Nullable String newSlug, Instant now) {
            return new Written(incidentId, version + 1, newFields, newSlug, now);
        }
    }
}

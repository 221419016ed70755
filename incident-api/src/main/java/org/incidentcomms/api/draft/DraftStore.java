package org.incidentcomms.api.draft;

import org.incidentcomms.api.draft.Draft.Appointment;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.incidentcomms.service.storage.Database;
import org.incidentcomms.api.storage.Documents;
import org.incidentcomms.events.Kind;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class DraftStore {
    private static final String WHERE = " where kind = ? and incident_id is not distinct from ?";

    private final Database database;
    private final Documents documents;

    DraftStore(Database database, Documents documents) {
        this.database = database;
        this.documents = documents;
    }

    void insert(Draft draft) {
        database.update(
                """
                insert into draft (id, kind, incident_id, version, command, created_at, created_by, updated_at, updated_by,
                    publish_at, try_at, scheduled_at, scheduled_by, publish_error)
                values (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz, ?::timestamptz, ?, ?)""",
                draft.id(),
                draft.kind().wire(),
                draft.incidentId(),
                draft.version(),
                documents.write(draft.command()),
                draft.createdAt(),
                draft.createdBy(),
                draft.updatedAt(),
                draft.updatedBy(),
                draft.publishAt(),
                draft.publishAt(),
                draft.scheduledAt(),
                draft.scheduledBy(),
                draft.publishError());
    }

    /** One that was tried in vain is tried anew. */
    void update(Draft draft) {
        database.update(
                """
                update draft set version = ?, command = ?::jsonb, updated_at = ?, updated_by = ?, attempts = 0,
                    publish_at = ?::timestamptz, try_at = ?::timestamptz, scheduled_at = ?::timestamptz, scheduled_by = ?,
                    publish_error = ?
                where id = ?""",
                draft.version(),
                documents.write(draft.command()),
                draft.updatedAt(),
                draft.updatedBy(),
                draft.publishAt(),
                draft.publishAt(),
                draft.scheduledAt(),
                draft.scheduledBy(),
                draft.publishError(),
                draft.id());
    }

    void delete(String id) {
        database.update("delete from draft where id = ?", id);
    }

    void deleteAbout(String incidentId) {
        database.update("delete from draft where incident_id = ?", incidentId);
    }

    Optional<Draft> find(String id) {
        return database.find("select * from draft where id = ?", this::draft, id);
    }

    Optional<Draft> find(Kind kind, @Nullable String incidentId, String id) {
        return database.find("select * from draft" + WHERE + " and id = ?", this::draft, kind.wire(), incidentId, id);
    }

    /** As {@link #find}, and nobody else changes or publishes it until the transaction ends. */
    Optional<Draft> lock(Kind kind, @Nullable String incidentId, String id) {
        return database.find(
                "select * from draft" + WHERE + " and id = ? for update", this::draft, kind.wire(), incidentId, id);
    }

    /** Newest first, those before {@code after}. */
    List<Draft> list(Kind kind, @Nullable String incidentId, @Nullable String after, int limit) {
        return database.query(
                "select * from draft" + WHERE + " and id < ? order by id desc limit ?",
                this::draft,
                kind.wire(),
                incidentId,
                after == null ? "~" : after,
                limit);
    }

    /** Of something new, as {@link #list}: the scheduled ones, or the others. */
    List<Draft> list(Kind kind, boolean scheduled, @Nullable String after, int limit) {
        return database.query(
                "select * from draft where kind = ? and incident_id is null and id < ? and publish_at is "
                        + (scheduled ? "not null" : "null") + " order by id desc limit ?",
                this::draft,
                kind.wire(),
                after == null ? "~" : after,
                limit);
    }

    private Draft draft(ResultSet row) throws SQLException {
        Kind kind = Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
        String incidentId = row.getString("incident_id");
        return new Draft(
                row.getString("id"),
                kind,
                incidentId,
                row.getLong("version"),
                documents.read(row.getString("command"), Draft.commandOf(kind, incidentId)),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                row.getTimestamp("updated_at").toInstant(),
                row.getString("updated_by"),
                appointment(row),
                row.getString("publish_error"));
    }

    private static @Nullable Appointment appointment(ResultSet row) throws SQLException {
        Timestamp publishAt = row.getTimestamp("publish_at");
        return publishAt == null
                ? null
                : new Appointment(
                        publishAt.toInstant(),
                        row.getTimestamp("scheduled_at").toInstant(),
                        row.getString("scheduled_by"));
    }
}

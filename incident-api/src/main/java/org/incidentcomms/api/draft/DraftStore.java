package org.incidentcomms.api.draft;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.incidentcomms.api.draft.Draft.Appointment;
import org.incidentcomms.api.scheduling.QueueStats;
import org.incidentcomms.api.scheduling.Scheduler;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.service.storage.Database;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class DraftStore {
    private static final String WHERE = " where kind = ? and incident_id is not distinct from ?";

    private final Database database;
    private final JsonColumns documents;

    DraftStore(Database database, JsonColumns documents) {
        this.database = database;
        this.documents = documents;
    }

    void insert(Draft draft) {
        Approval approval = draft.approval();
        database.update(
                """
                insert into draft (id, kind, incident_id, version, command, created_at, created_by, updated_at, updated_by,
                    publish_at, try_at, scheduled_at, scheduled_by, publish_error, by_alert, held,
                    approval_because, requested_by, requested_subject, requested_at)
                values (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz, ?::timestamptz, ?, ?, ?, ?,
                    ?, ?, ?, ?::timestamptz)""",
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
                draft.publishError(),
                draft.byAlert(),
                draft.isHeld(),
                approval == null ? null : approval.because(),
                approval == null ? null : approval.requestedBy(),
                approval == null ? null : approval.requestedSubject(),
                approval == null ? null : approval.requestedAt());
    }

    /** A failed attempt is retried. */
    void update(Draft draft) {
        Approval approval = draft.approval();
        database.update(
                """
                update draft set version = ?, command = ?::jsonb, updated_at = ?, updated_by = ?, attempts = 0,
                    publish_at = ?::timestamptz, try_at = ?::timestamptz, scheduled_at = ?::timestamptz, scheduled_by = ?,
                    publish_error = ?, held = ?, approval_because = ?, requested_by = ?, requested_subject = ?,
                    requested_at = ?::timestamptz, approved_by = ?, approved_at = ?::timestamptz
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
                draft.isHeld(),
                approval == null ? null : approval.because(),
                approval == null ? null : approval.requestedBy(),
                approval == null ? null : approval.requestedSubject(),
                approval == null ? null : approval.requestedAt(),
                approval == null ? null : approval.approvedBy(),
                approval == null ? null : approval.approvedAt(),
                draft.id());
    }

    void delete(String id) {
        database.update("delete from draft where id = ?", id);
    }

    void deleteAbout(String incidentId) {
        database.update("delete from draft where incident_id = ?", incidentId);
    }

    void deleteCorrections(String incidentId, String updateId) {
        database.update(
                "delete from draft where incident_id = ? and command ->> 'update_id' = ?", incidentId, updateId);
    }

    Optional<Draft> find(String id) {
        return database.find("select * from draft where id = ?", this::draft, id);
    }

    Optional<Draft> find(IncidentKind kind, @Nullable String incidentId, String id) {
        return database.find("select * from draft" + WHERE + " and id = ?", this::draft, kind.wire(), incidentId, id);
    }

    /** As {@link #find}, and locks it until the transaction ends. */
    Optional<Draft> lock(IncidentKind kind, @Nullable String incidentId, String id) {
        return database.find(
                "select * from draft" + WHERE + " and id = ? for update", this::draft, kind.wire(), incidentId, id);
    }

    /** Newest first, those before {@code after}. */
    List<Draft> list(IncidentKind kind, @Nullable String incidentId, @Nullable String after, int limit) {
        return database.query(
                "select * from draft" + WHERE + " and id < ? order by id desc limit ?",
                this::draft,
                kind.wire(),
                incidentId,
                after == null ? "~" : after,
                limit);
    }

    /** What waits for approval, newest first, those before {@code after}. */
    List<Draft> listToApprove(@Nullable String after, int limit) {
        return database.query(
                "select * from draft where requested_by is not null and approved_by is null and id < ?"
                        + " order by id desc limit ?",
                this::draft,
                after == null ? "~" : after,
                limit);
    }

    Optional<Draft> findHeld(String incidentId) {
        return database.find("select * from draft where incident_id = ? and held", this::draft, incidentId);
    }

    /** What the transaction does from here on is undone by {@link #undo}; locks are kept. */
    void markUndo() {
        database.update("savepoint rehearsal");
    }

    void undo() {
        database.update("rollback to savepoint rehearsal");
    }

    /** Drafts of new resources, as {@link #list}: the scheduled ones, or the others. */
    List<Draft> list(IncidentKind kind, boolean scheduled, @Nullable String after, int limit) {
        return database.query(
                "select * from draft where kind = ? and incident_id is null and id < ? and publish_at is "
                        + (scheduled ? "not null" : "null") + " order by id desc limit ?",
                this::draft,
                kind.wire(),
                after == null ? "~" : after,
                limit);
    }

    private Draft draft(ResultSet row) throws SQLException {
        IncidentKind kind = Database.word(row, "kind", IncidentKind.class);
        String incidentId = row.getString("incident_id");
        return new Draft(
                row.getString("id"),
                kind,
                incidentId,
                row.getLong("version"),
                documents.read(row.getString("command"), Draft.commandOf(kind, incidentId, row.getString("id"))),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                row.getTimestamp("updated_at").toInstant(),
                row.getString("updated_by"),
                appointment(row),
                row.getString("publish_error"),
                row.getBoolean("by_alert"),
                approval(row));
    }

    private static @Nullable Approval approval(ResultSet row) throws SQLException {
        Timestamp requestedAt = row.getTimestamp("requested_at");
        return requestedAt == null
                ? null
                : new Approval(
                        row.getString("approval_because"),
                        row.getString("requested_by"),
                        row.getString("requested_subject"),
                        requestedAt.toInstant(),
                        row.getString("approved_by"),
                        Database.time(row, "approved_at"));
    }

    private static @Nullable Appointment appointment(ResultSet row) throws SQLException {
        Timestamp publishAt = row.getTimestamp("publish_at");
        return publishAt == null
                ? null
                : new Appointment(
                        publishAt.toInstant(),
                        row.getTimestamp("scheduled_at").toInstant(),
                        row.getString("scheduled_by"),
                        row.getBoolean("held"));
    }

    /** A draft's position; whether it is still due is certain only when it is read again under the lock. */
    record Claimed(String id, IncidentKind kind, @Nullable String incidentId) {}

    /** Locks a due draft of a new resource that no other transaction has locked. */
    Optional<Claimed> claimNew(Instant now) {
        return database.find("""
                select id, kind, incident_id from draft
                where incident_id is null and publish_at is not null and try_at <= ?
                order by try_at, id limit 1 for update skip locked""", DraftStore::claimed, now);
    }

    /**
     * Locks the incident of a due draft of an update, if no other transaction has locked it. Drafts scheduled for one
     * incident are published in the order of their times, after one that is held.
     */
    Optional<Claimed> claimUpdate(Instant now) {
        return database.find("""
                select d.id, d.kind, d.incident_id from draft d join incident i on i.id = d.incident_id
                where d.publish_at is not null and d.try_at <= ? and not i.is_withdrawn
                    and (d.held or not exists (select 1 from draft earlier
                        where earlier.kind = d.kind and earlier.incident_id = d.incident_id
                            and earlier.publish_at is not null
                            and (earlier.held or (earlier.publish_at, earlier.id) < (d.publish_at, d.id))))
                order by d.try_at, d.id limit 1 for update of i skip locked""", DraftStore::claimed, now);
    }

    /** Schedules a retry: 5 s at first, doubling to 5 minutes. */
    void postpone(String id, Instant now) {
        database.update("""
                update draft set attempts = attempts + 1,
                    try_at = %s
                where id = ? and publish_at is not null and try_at <= ?""".formatted(Scheduler.TRIED_AGAIN_AT), now, id, now);
    }

    QueueStats stats(Instant now) {
        return database.find(
                        """
                        select (select count(*) from draft where publish_at <= ?) as due,
                               (select min(publish_at) from draft where publish_at is not null) as first_due,
                               (select min(try_at) from draft where publish_at is not null) as first_try""",
                        row -> new QueueStats(
                                row.getLong("due"), Database.time(row, "first_due"), Database.time(row, "first_try")),
                        now)
                .orElseThrow();
    }

    private static Claimed claimed(ResultSet row) throws SQLException {
        return new Claimed(
                row.getString("id"), Database.word(row, "kind", IncidentKind.class), row.getString("incident_id"));
    }
}

package org.incidentcomms.api.maintenance.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.incidentcomms.api.scheduling.QueueStats;
import org.incidentcomms.api.scheduling.Scheduler;
import org.incidentcomms.service.storage.Database;
import org.jspecify.annotations.Nullable;

/** The scheduled actions of maintenances. Writers have locked the maintenance. */
@ApplicationScoped
public class ScheduleStore {
    private final Database database;

    ScheduleStore(Database database) {
        this.database = database;
    }

    /**
     * Locks the maintenance with the longest-overdue action at {@code now} that no other transaction has locked. Its
     * actions must be read again after that.
     */
    public Optional<String> claim(Instant now) {
        return database.find("""
                select i.id from scheduled_transition t join incident i on i.id = t.maintenance_id
                where t.state = 'pending' and t.try_at <= ?
                order by t.try_at, t.maintenance_id limit 1
                for update of i skip locked""", row -> row.getString("id"), now);
    }

    public List<ScheduledAction> of(String maintenanceId) {
        return of(List.of(maintenanceId)).getOrDefault(maintenanceId, List.of());
    }

    /** By maintenance, each in the order of due times. */
    public Map<String, List<ScheduledAction>> of(List<String> maintenanceIds) {
        Map<String, List<ScheduledAction>> byMaintenance = new LinkedHashMap<>();
        database.query("""
                        select * from scheduled_transition where maintenance_id = any (?)
                        order by maintenance_id, due_at, kind, lead_time""", row -> Map.entry(row.getString("maintenance_id"), transition(row)), (Object)
                        maintenanceIds.toArray(String[]::new))
                .forEach(entry -> byMaintenance
                        .computeIfAbsent(entry.getKey(), id -> new ArrayList<>())
                        .add(entry.getValue()));
        return byMaintenance;
    }

    /** Inserts or replaces. A pending one is attempted at its time. */
    public void save(String maintenanceId, List<ScheduledAction> transitions) {
        if (transitions.isEmpty()) {
            return;
        }
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (ScheduledAction t : transitions) {
            rows.add(new @Nullable Object[] {
                maintenanceId,
                t.kind().wire(),
                t.leadTime(),
                t.dueAt(),
                t.dueAt(),
                t.attempts(),
                t.state().wire(),
                t.settledAt(),
                t.reason()
            });
        }
        database.updateAll("""
                insert into scheduled_transition
                    (maintenance_id, kind, lead_time, due_at, try_at, attempts, state, settled_at, reason)
                values (?, ?, ?, ?, ?, ?, ?, ?::timestamptz, ?)
                on conflict (maintenance_id, kind, lead_time) do update set
                    due_at = excluded.due_at, try_at = excluded.try_at, attempts = excluded.attempts,
                    state = excluded.state, settled_at = excluded.settled_at, reason = excluded.reason""", rows);
    }

    /** Schedules a retry of its due actions: 5 s at first, doubling to 5 minutes. */
    public void postpone(String maintenanceId, Instant now, String reason) {
        database.update("""
                update scheduled_transition set attempts = attempts + 1, reason = ?,
                    try_at = %s
                where maintenance_id = ? and state = 'pending' and try_at <= ?""".formatted(Scheduler.TRIED_AGAIN_AT), reason, now, maintenanceId, now);
    }

    public void removePending(String maintenanceId, String reason) {
        database.update("""
                update scheduled_transition set state = 'removed', settled_at = clock_timestamp(), reason = ?
                where maintenance_id = ? and state = 'pending'""", reason, maintenanceId);
    }

    public QueueStats stats(Instant now) {
        return database.find(
                        """
                        select (select count(*) from scheduled_transition where state = 'pending' and due_at <= ?) as due,
                               (select min(due_at) from scheduled_transition where state = 'pending') as first_due,
                               (select min(try_at) from scheduled_transition where state = 'pending') as first_try""",
                        row -> new QueueStats(
                                row.getLong("due"), Database.time(row, "first_due"), Database.time(row, "first_try")),
                        now)
                .orElseThrow();
    }

    private static ScheduledAction transition(ResultSet row) throws SQLException {
        Instant dueAt = row.getTimestamp("due_at").toInstant();
        return new ScheduledAction(
                Database.word(row, "kind", ScheduledAction.Kind.class),
                row.getString("lead_time"),
                dueAt,
                row.getInt("attempts"),
                Database.word(row, "state", ScheduledAction.State.class),
                Database.time(row, "settled_at"),
                row.getString("reason"));
    }
}

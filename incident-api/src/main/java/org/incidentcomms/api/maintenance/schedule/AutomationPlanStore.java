package org.incidentcomms.api.maintenance.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Window;
import org.incidentcomms.service.storage.Database;
import org.jspecify.annotations.Nullable;

/** Automation plans of maintenances, and the calendar they form. */
@ApplicationScoped
public class AutomationPlanStore {
    private final Database database;
    private final JsonColumns documents;

    AutomationPlanStore(Database database, JsonColumns documents) {
        this.database = database;
        this.documents = documents;
    }

    public AutomationPlan of(String maintenanceId) {
        return of(List.of(maintenanceId)).getOrDefault(maintenanceId, AutomationPlan.NONE);
    }

    public Map<String, AutomationPlan> of(List<String> maintenanceIds) {
        return database
                .query(
                        "select maintenance_id, document from maintenance_plan where maintenance_id = any (?)",
                        row -> Map.entry(
                                row.getString("maintenance_id"),
                                documents.read(row.getString("document"), AutomationPlan.class)),
                        (Object) maintenanceIds.toArray(String[]::new))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Adds or replaces. */
    public void save(String maintenanceId, Window window, AutomationPlan plan) {
        AutomationPlan.Series series = plan.series();
        database.update(
                """
                insert into maintenance_plan (maintenance_id, series_id, starts_at, ends_at, document)
                values (?, ?, ?, ?, ?::jsonb)
                on conflict (maintenance_id) do update set series_id = excluded.series_id,
                    starts_at = excluded.starts_at, ends_at = excluded.ends_at, document = excluded.document""",
                maintenanceId,
                series == null ? null : series.id(),
                window.startsAt(),
                window.endsAt(),
                documents.write(plan));
    }

    /** Updates an existing plan; its window is unchanged. */
    public void replace(String maintenanceId, AutomationPlan plan) {
        database.update(
                "update maintenance_plan set document = ?::jsonb where maintenance_id = ?",
                documents.write(plan),
                maintenanceId);
    }

    /** Ids of the whole series, including ended ones, and its own; locks them until the transaction ends. */
    public List<String> lockSeriesOf(String maintenanceId) {
        return database.query("""
                select p.maintenance_id from maintenance_plan p join incident i on i.id = p.maintenance_id
                where p.maintenance_id = ?
                   or p.series_id = (select series_id from maintenance_plan where maintenance_id = ?)
                order by i.id for update of i""", row -> row.getString("maintenance_id"), maintenanceId, maintenanceId);
    }

    public void forgetWords(String maintenanceId) {
        database.update("""
                update maintenance_plan set document = document - 'start_message' - 'complete_message' - 'reminder_message'
                where maintenance_id = ?""", maintenanceId);
    }

    /** Ids of those of a series that have not ended, or will have a further occurrence. */
    public List<String> aliveOfSeries(String seriesId) {
        return database.query("""
                select p.maintenance_id from maintenance_plan p join incident i on i.id = p.maintenance_id
                where p.series_id = ? and (i.is_open or exists (
                    select 1 from scheduled_transition t where t.maintenance_id = p.maintenance_id
                    and t.kind = 'next' and t.state = 'pending'))""", row -> row.getString("maintenance_id"), seriesId);
    }

    /**
     * Ids of maintenances whose window overlaps {@code [from, to)}, the soonest first or last.
     *
     * @param after the last id of the previous page, or null
     */
    public List<String> calendar(
            List<Status> statuses,
            @Nullable Instant from,
            @Nullable Instant to,
            boolean isSoonestFirst,
            @Nullable String after,
            int limit) {
        return database.query(
                """
                select p.maintenance_id from maintenance_plan p join incident i on i.id = p.maintenance_id
                where i.status = any (?) and not i.is_withdrawn
                  and (?::timestamptz is null or p.ends_at > ?::timestamptz)
                  and (?::timestamptz is null or p.starts_at < ?::timestamptz)
                  and (?::text is null or (p.starts_at, p.maintenance_id) %s (
                      select l.starts_at, l.maintenance_id from maintenance_plan l where l.maintenance_id = ?))
                order by p.starts_at %s, p.maintenance_id %2$s limit ?""".formatted(isSoonestFirst ? ">" : "<", isSoonestFirst ? "asc" : "desc"),
                row -> row.getString("maintenance_id"),
                statuses.stream().map(Status::wire).toArray(String[]::new),
                from,
                from,
                to,
                to,
                after,
                after,
                limit);
    }
}

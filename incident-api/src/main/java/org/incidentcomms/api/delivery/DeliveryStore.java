package org.incidentcomms.api.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.service.storage.Database;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class DeliveryStore {
    private final Database database;
    private final JsonColumns documents;

    DeliveryStore(Database database, JsonColumns documents) {
        this.database = database;
        this.documents = documents;
    }

    /**
     * Stores the highest revision of each event and destination, in whatever order reports arrive; of withdrawn updates
     * without the URL, which is derived from the title.
     */
    @Transactional
    void keep(List<DeliveryReport> reports) {
        database.updateAll(
                """
                insert into delivery (event_id, destination, incident_id, update_id, revision, report)
                values (?, ?, ?, ?, ?,
                    ?::jsonb - coalesce((select 'url' from incident where id = ? and (is_withdrawn
                        or starts_with(?, 'upd_') and not document -> 'updates'
                            @> jsonb_build_array(jsonb_build_object('id', ?::text)))), ''))
                on conflict (event_id, destination) do update
                    set revision = excluded.revision, report = excluded.report, reported_at = clock_timestamp()
                    where delivery.revision < excluded.revision""",
                reports.stream()
                        .map(r -> new Object[] {
                            r.eventId(),
                            r.destination(),
                            r.incidentId(),
                            r.updateId(),
                            r.revision(),
                            documents.write(r),
                            r.incidentId(),
                            r.updateId(),
                            r.updateId()
                        })
                        .toList());
    }

    /** Deletes the URLs: of the whole incident, or of one update. */
    void forgetAddresses(String incidentId, @Nullable String updateId) {
        database.update(
                "update delivery set report = report - 'url' where incident_id = ? and (?::text is null or update_id = ?)",
                incidentId,
                updateId,
                updateId);
    }

    /** Changes whenever a report arrives (revisions increase) or the incident gets a new version. */
    record Stamp(long version, long revisions) {}

    Optional<Stamp> stampOf(String incidentId) {
        return database.find("""
                select i.version,
                       coalesce((select sum(d.revision) from delivery d where d.incident_id = i.id), 0)::bigint as revisions
                from incident i where i.id = ?""", row -> new Stamp(row.getLong("version"), row.getLong("revisions")), incidentId);
    }

    List<DeliveryReport> of(String incidentId) {
        return database.query(
                "select report from delivery where incident_id = ?",
                row -> documents.read(row.getString("report"), DeliveryReport.class),
                incidentId);
    }
}

package org.incidentcomms.api.incident;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Update;
import org.incidentcomms.service.storage.Database;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class IncidentStore {
    /** An incident with only its latest update. */
    record Listed(Incident incident, @Nullable Update latest, boolean analysisPromised) {}

    private final Database database;
    private final JsonColumns documents;

    IncidentStore(Database database, JsonColumns documents) {
        this.database = database;
        this.documents = documents;
    }

    void insert(StoredIncident stored) {
        Incident incident = stored.document();
        database.execute(
                """
                insert into incident (id, kind, version, status, is_open, created_at, updated_at, next_update_at, analysis_promised,
                    document, notes)
                values (?, ?, ?, ?, ?, ?, ?, ?::timestamptz, ?, ?::jsonb, ?::jsonb)""",
                incident.id(),
                incident.kind().wire(),
                incident.version(),
                incident.status().wire(),
                !incident.status().isTerminal(),
                incident.createdAt(),
                incident.updatedAt(),
                incident.nextUpdateAt(),
                promisesAnalysis(incident),
                documents.write(incident),
                documents.write(stored.notes()));
    }

    void update(StoredIncident stored) {
        Incident incident = stored.document();
        database.execute(
                """
                update incident set version = ?, status = ?, is_open = ?, is_withdrawn = ?, updated_at = ?,
                    next_update_at = ?::timestamptz, analysis_promised = ?,
                    document = ?::jsonb, notes = ?::jsonb where id = ?""",
                incident.version(),
                incident.status().wire(),
                !incident.status().isTerminal(),
                incident.withdrawn(),
                incident.updatedAt(),
                incident.nextUpdateAt(),
                promisesAnalysis(incident),
                documents.write(incident),
                documents.write(stored.notes()),
                incident.id());
    }

    Optional<StoredIncident> find(IncidentKind kind, String id) {
        return database.find(
                "select document, notes from incident where id = ? and kind = ?", this::stored, id, kind.wire());
    }

    /** As {@link #find}, and locks it until the transaction ends. */
    Optional<StoredIncident> lock(IncidentKind kind, String id) {
        return database.find(
                "select document, notes from incident where id = ? and kind = ? for update",
                this::stored,
                id,
                kind.wire());
    }

    /**
     * Newest first.
     *
     * @param open only open ones, only ended ones, or null for all
     * @param promised only those whose promised post-mortem is not published
     * @param after the id before the page, or null
     */
    List<Listed> list(IncidentKind kind, @Nullable Boolean open, boolean promised, @Nullable String after, int limit) {
        String condition = (open == null ? "" : open ? " and is_open" : " and not is_open")
                + (promised ? " and analysis_promised" : "");
        return database.query("""
                select document - 'updates' - 'postmortem' as incident, document -> 'updates' -> -1 as latest,
                    analysis_promised
                from incident where kind = ? and not is_withdrawn and id < ?%s order by id desc limit ?""".formatted(condition), this::listed, kind.wire(), after == null ? "~" : after, limit);
    }

    /**
     * Returns those of {@code componentIds} to which another open incident, or a maintenance in progress, gives a
     * status other than operational, with the worst of these; maintenance counts as worst, as it takes precedence on
     * the page.
     */
    Map<String, ComponentStatus> heldByOthers(String id, List<String> componentIds) {
        return database
                .query(
                        """
                        select component ->> 'id' as id, component ->> 'status' as status
                        from incident, jsonb_array_elements(document -> 'components') component
                        where is_open and id <> ? and status <> 'scheduled' and component ->> 'status' <> 'operational'
                          and component ->> 'id' = any (?)""",
                        row -> Map.entry(row.getString("id"), Database.word(row, "status", ComponentStatus.class)),
                        id,
                        componentIds.toArray(String[]::new))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, IncidentStore::worse));
    }

    /** Those of these ids that exist, in their order. */
    List<Listed> listed(IncidentKind kind, List<String> ids) {
        return database.query("""
                select document - 'updates' - 'postmortem' as incident, document -> 'updates' -> -1 as latest,
                    analysis_promised
                from unnest(?) with ordinality as wanted (id, place) join incident i on i.id = wanted.id
                where kind = ? order by place""", this::listed, ids.toArray(String[]::new), kind.wire());
    }

    private static ComponentStatus worse(ComponentStatus one, ComponentStatus other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private Listed listed(ResultSet row) throws SQLException {
        String latest = row.getString("latest");
        return new Listed(
                documents.read(row.getString("incident"), Incident.class),
                latest == null ? null : documents.read(latest, Update.class),
                row.getBoolean("analysis_promised"));
    }

    /** Whether a post-mortem was promised and is not published. */
    static boolean promisesAnalysis(Incident incident) {
        return incident.postmortem() == null && incident.updates().stream().anyMatch(Update::promisesAnalysis);
    }

    private StoredIncident stored(ResultSet row) throws SQLException {
        return new StoredIncident(
                documents.read(row.getString("document"), Incident.class),
                documents.read(row.getString("notes"), IncidentMetadata.class));
    }
}

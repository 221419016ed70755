package org.incidentcomms.api.presence;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.service.storage.Database;

@ApplicationScoped
class PresenceStore {
    private static final int MOST = 20;

    private final Database database;

    PresenceStore(Database database) {
        this.database = database;
    }

    /** {@code since} is kept while the person goes on with the same. */
    void put(String incidentId, Caller caller, boolean writing, Instant now) {
        database.update("""
                insert into presence (incident_id, subject, name, writing, since, seen_at) values (?, ?, ?, ?, ?, ?)
                on conflict (incident_id, subject) do update set
                    since = case when presence.writing = excluded.writing then presence.since else excluded.since end,
                    name = excluded.name, writing = excluded.writing, seen_at = excluded.seen_at""", incidentId, caller.subject(), caller.name(), writing, now, now);
    }

    /** Leaves what another transaction is about to delete or renew, so that two never wait for each other. */
    void deleteSeenBefore(Instant time) {
        database.update("""
                delete from presence where (incident_id, subject) in (
                    select incident_id, subject from presence where seen_at < ? for update skip locked)""", time);
    }

    /** Writers first. */
    List<Presence> others(String incidentId, Caller caller, Instant seenSince) {
        return database.query("""
                select name, writing, since from presence where incident_id = ? and subject <> ? and seen_at >= ?
                order by writing desc, since limit ?""", PresenceStore::presence, incidentId, caller.subject(), seenSince, MOST);
    }

    private static Presence presence(ResultSet row) throws SQLException {
        return new Presence(
                row.getString("name"), row.getBoolean("writing"), Objects.requireNonNull(Database.time(row, "since")));
    }
}

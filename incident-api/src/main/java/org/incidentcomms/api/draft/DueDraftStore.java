package org.incidentcomms.api.draft;

import org.incidentcomms.api.scheduling.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.incidentcomms.api.scheduling.QueueStats;
import org.incidentcomms.service.storage.Database;
import org.incidentcomms.events.Kind;
import org.jspecify.annotations.Nullable;

/** Which drafts are to be published by themselves, and when. */
@ApplicationScoped
class DueDraftStore {
    /** Where a draft is; whether it is still due is only certain once it is read after this. */
    record Claimed(String id, Kind kind, @Nullable String incidentId) {}

    private final Database database;

    DueDraftStore(Database database) {
        this.database = database;
    }

    /** Locks a due draft of something new that nobody else is busy with. */
    Optional<Claimed> claimNew(Instant now) {
        return database.find("""
                select id, kind, incident_id from draft
                where incident_id is null and publish_at is not null and try_at <= ?
                order by try_at, id limit 1 for update skip locked""", DueDraftStore::claimed, now);
    }

    /**
     * Locks what a due draft of an update is about, where nobody else is busy with it. What is scheduled about one incident
     * is published in the order of its times.
     */
    Optional<Claimed> claimUpdate(Instant now) {
        return database.find("""
                select d.id, d.kind, d.incident_id from draft d join incident i on i.id = d.incident_id
                where d.publish_at is not null and d.try_at <= ? and not i.is_withdrawn
                    and not exists (select 1 from draft earlier
                        where earlier.kind = d.kind and earlier.incident_id = d.incident_id
                            and earlier.publish_at is not null and (earlier.publish_at, earlier.id) < (d.publish_at, d.id))
                order by d.try_at, d.id limit 1 for update of i skip locked""", DueDraftStore::claimed, now);
    }

    /** Tried again after a while: 5 s at first, doubling to 5 minutes. */
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
                row.getString("id"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("incident_id"));
    }
}

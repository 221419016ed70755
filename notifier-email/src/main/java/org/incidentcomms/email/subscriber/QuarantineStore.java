package org.incidentcomms.email.subscriber;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.incidentcomms.service.storage.Database;
import org.jspecify.annotations.Nullable;

/** SQL of why and since when subscribers are in quarantine. That they are is their state. */
@Singleton
class QuarantineStore {
    private final AddressSafeDatabase database;

    QuarantineStore(DataSource dataSource) {
        this.database = new AddressSafeDatabase(dataSource);
    }

    void put(long subscriberId, Instant since, Quarantine.Reason reason, @Nullable String status, boolean wasPaused) {
        int unused = database.update("""
                insert into quarantine (subscriber_id, since, reason, status, was_paused) values (?, ?, ?, ?::text, ?)
                on conflict (subscriber_id) do update
                set since = excluded.since, reason = excluded.reason, status = excluded.status,
                    was_paused = excluded.was_paused""", subscriberId, since, reason.wire(), status, wasPaused);
    }

    /** A copy of a subscriber in quarantine as it is without: paused if it was paused before, otherwise active. */
    Subscriber lifted(Subscriber quarantined) {
        boolean wasPaused =
                database.exists("select from quarantine where subscriber_id = ? and was_paused", quarantined.id());
        return quarantined.in(wasPaused ? Subscriber.State.PAUSED : Subscriber.State.ACTIVE);
    }

    Optional<Quarantine.Entry> find(long subscriberId) {
        return database.find(
                "select since, reason, status from quarantine where subscriber_id = ?",
                row -> new Quarantine.Entry(
                        row.getTimestamp("since").toInstant(),
                        Database.word(row, "reason", Quarantine.Reason.class),
                        row.getString("status")),
                subscriberId);
    }

    /** An import creates subscribers in quarantine without saying since when. */
    void addMissing(Instant now) {
        int unused = database.update("""
                insert into quarantine (subscriber_id, since, reason)
                select id, ?, 'imported' from subscriber where state = 'quarantined'
                on conflict do nothing""", now);
    }

    /** Deletes subscribers in quarantine since then or longer; returns their ids. */
    List<Long> purge(Instant since, int most) {
        return database.query("""
                delete from subscriber where id in (
                    select subscriber.id from subscriber join quarantine on quarantine.subscriber_id = subscriber.id
                    where subscriber.state = 'quarantined' and quarantine.since <= ? limit ? for update of subscriber)
                returning id""", row -> row.getLong(1), since, most);
    }
}

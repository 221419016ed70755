package org.incidentcomms.api.alarm;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.incidentcomms.api.scheduling.Scheduler;
import org.incidentcomms.api.storage.Redactable;
import org.incidentcomms.service.storage.Database;

/** Conditions that can be seen in the database, and which of all conditions have been told. */
@ApplicationScoped
class AlarmStore implements Redactable {
    private static final int MOST_OF_A_KIND = 50;
    /** A condition that the webhook has refused for so many attempts, about a day, is not told any more. */
    private static final int MOST_ATTEMPTS = 300;

    private final Database database;

    AlarmStore(Database database) {
        this.database = database;
    }

    /** An incident, and the time in question. */
    record Found(String id, String title, Instant at) {}

    List<Found> overdueUpdates(Instant now) {
        return database.query("""
                select id, document ->> 'title' as title, next_update_at as at from incident
                where next_update_at < ? and not is_withdrawn order by next_update_at limit ?""", AlarmStore::found, now, MOST_OF_A_KIND);
    }

    /** Open incidents whose newest update is older, and that promise none; the newest, as old ones were told before. */
    List<Found> quietIncidents(Instant before) {
        return database.query("""
                select id, document ->> 'title' as title,
                    (document #>> '{updates,-1,posted_at}')::timestamptz as at from incident
                where kind = 'incident' and is_open and not is_withdrawn and next_update_at is null
                    and (document #>> '{updates,-1,posted_at}')::timestamptz < ?
                order by at desc limit ?""", AlarmStore::found, before, MOST_OF_A_KIND);
    }

    /** Drafts that alerts wrote and nobody has published or deleted. */
    List<Found> draftsByAlerts() {
        return database.query("""
                select d.id, coalesce(d.command ->> 'title', i.document ->> 'title', '') as title, d.created_at as at
                from draft d left join incident i on i.id = d.incident_id
                where d.by_alert order by d.id desc limit ?""", AlarmStore::found, MOST_OF_A_KIND);
    }

    /** What failed for everybody, or for a tenth at least, on a destination; the title is the destination's name. */
    List<Found> failingDeliveries(Instant since) {
        return database.query("""
                select incident_id as id, destination as title, reported_at as at from delivery
                where reported_at >= ? and (report ->> 'state' = 'failed'
                    or report ->> 'state' = 'partial'
                        and (report ->> 'failed')::bigint * 10 >= (report ->> 'total')::bigint)
                order by reported_at desc limit ?""", AlarmStore::found, since, MOST_OF_A_KIND);
    }

    /** Drafts whose scheduled publication failed. */
    List<Found> unpublishedDrafts() {
        return database.query("""
                select d.id, coalesce(d.command ->> 'title', i.document ->> 'title', '') as title, d.updated_at as at
                from draft d left join incident i on i.id = d.incident_id
                where d.publish_error is not null order by d.id desc limit ?""", AlarmStore::found, MOST_OF_A_KIND);
    }

    /**
     * Keeps what was told of conditions that last, adds new ones, and forgets those that are over. What another replica
     * has added since {@code now} stays.
     *
     * @param unknown keys of conditions of which it is not known whether they last; those told before are kept
     */
    @Transactional
    void sync(List<Alarm> present, List<String> unknown, Instant now) {
        database.updateAll(
                "insert into alarm (key, text, since, try_at) values (?, ?, ?, ?) on conflict (key) do nothing",
                present.stream()
                        .map(alarm -> new Object[] {alarm.key(), alarm.text(), now, now})
                        .toList());
        database.update(
                "delete from alarm where since <= ? and key <> all (?)",
                now,
                Stream.concat(present.stream().map(Alarm::key), unknown.stream())
                        .toArray(String[]::new));
    }

    /** Takes those to be told now, which no other replica takes; they are due again after a back-off. */
    @Transactional
    List<Alarm> take(Instant now, int most) {
        return database.query(
                """
                update alarm set attempts = attempts + 1, try_at = %s
                where key in (select key from alarm where told_at is null and try_at <= ? and attempts < ?
                    order by since, key limit ? for update skip locked)
                returning key, text""".formatted(Scheduler.TRIED_AGAIN_AT),
                row -> new Alarm(row.getString("key"), row.getString("text")),
                now,
                now,
                MOST_ATTEMPTS,
                most);
    }

    @Transactional
    void told(List<Alarm> alarms, Instant now) {
        database.update(
                "update alarm set told_at = ? where key = any (?)",
                now,
                alarms.stream().map(Alarm::key).toArray(String[]::new));
    }

    /** Since when the longest overdue update has been overdue; empty if none is. */
    Optional<Instant> overdueSince(Instant now) {
        return database.query("""
                        select min(next_update_at) as at from incident
                        where next_update_at < ? and not is_withdrawn""", row -> Optional.ofNullable(Database.time(row, "at")), now)
                .getFirst();
    }

    /** A text names the incident's title. */
    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void redact(String incidentId) {
        database.update("delete from alarm where position(? in key) > 0", incidentId);
    }

    private static Found found(ResultSet row) throws SQLException {
        return new Found(
                row.getString("id"),
                row.getString("title"),
                row.getTimestamp("at").toInstant());
    }
}

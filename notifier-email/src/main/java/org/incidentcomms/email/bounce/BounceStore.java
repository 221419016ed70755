package org.incidentcomms.email.bounce;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.incidentcomms.email.bounce.BounceReport.Severity;
import org.incidentcomms.service.storage.Database;
import org.jspecify.annotations.Nullable;

/** SQL of bounces. No statement contains an address. */
@Singleton
class BounceStore {

    /** An event and when it was accepted. */
    record MailedEvent(String id, Instant acceptedAt) {}

    /** Consecutive soft bounces of one subscriber. */
    record Row(int length, Duration span) {}

    /** "offset 0" prevents the planner from turning the sub-select into a join with the whole list. */
    static final String HARD_IN_DOMAIN = """
            select count(*) from (select distinct subscriber_id from bounce where kind = 'hard' and at > ?) recent
            where exists (select from subscriber s where s.id = recent.subscriber_id
                and lower(split_part(s.address, '@', 2)) = ? offset 0)""";

    static final String ACTIVE_IN_DOMAIN = """
            select count(*) from subscriber
            where state = 'active' and confirmed_at is not null and lower(split_part(address, '@', 2)) = ?""";

    /** Entries of the audit trail after which earlier bounces say nothing any more. */
    private static final String RENEWED =
            "(action in ('confirmed', 'reactivated') or action = 'changed' and 'state' = any (fields))";

    private final Database database;

    BounceStore(DataSource dataSource) {
        this.database = new Database(dataSource);
    }

    /**
     * The event a mail told: the one the returned mail names, if it is one of this update, else the first of the update.
     *
     * @param namedEventId from the report, not verified; or null
     */
    Optional<MailedEvent> event(String updateId, @Nullable String namedEventId) {
        return database.find(
                """
                select event_id, accepted_at from plan where destination = 'email' and update_id = ?
                order by event_id = coalesce(?::text, '') desc, version limit 1""",
                row -> new MailedEvent(
                        row.getString("event_id"),
                        row.getTimestamp("accepted_at").toInstant()),
                updateId,
                namedEventId);
    }

    /** Stores a bounce; false if the report or a bounce of the same mail and kind is there already. */
    boolean add(
            long subscriberId,
            Severity kind,
            @Nullable String status,
            @Nullable MailedEvent event,
            String reference,
            byte[] report,
            Instant now) {
        return database.update(
                        """
                        insert into bounce (subscriber_id, at, kind, status, event_id, mailed_at, reference, report)
                        values (?, ?, ?, ?::text, ?::text, ?, ?, ?) on conflict do nothing""",
                        subscriberId,
                        now,
                        kind.wire(),
                        status,
                        event == null ? null : event.id(),
                        event == null ? now : event.acceptedAt(),
                        reference,
                        report)
                > 0;
    }

    /** The domain of the subscriber's address, in lower case. */
    String domain(long subscriberId) {
        return database.find(
                        "select lower(split_part(address, '@', 2)) from subscriber where id = ?",
                        row -> row.getString(1),
                        subscriberId)
                .orElseThrow();
    }

    /** Subscribers of this domain with a hard bounce since then. */
    long hardInDomain(String domain, Instant since) {
        return count(HARD_IN_DOMAIN, since, domain);
    }

    /** Subscribers with a hard bounce since then. */
    long hardInList(Instant since) {
        return count("select count(distinct subscriber_id) from bounce where kind = 'hard' and at > ?", since);
    }

    /** Subscribers of this domain who get mail. */
    long activeInDomain(String domain) {
        return count(ACTIVE_IN_DOMAIN, domain);
    }

    /** Subscribers who get mail; reads the whole list. */
    long activeInList() {
        return count("select count(*) from subscriber where state = 'active' and confirmed_at is not null");
    }

    private long count(String sql, Object... parameters) {
        return database.find(sql, row -> row.getLong(1), parameters).orElseThrow();
    }

    /** Whether the subscriber was confirmed, reactivated or otherwise set active after this. */
    boolean wasRenewedSince(long subscriberId, Instant time) {
        return database.find(
                        "select from subscriber_change where subscriber_id = ? and at >= ? and " + RENEWED + " limit 1",
                        row -> true,
                        subscriberId,
                        time)
                .isPresent();
    }

    /**
     * The soft bounces since the subscriber was renewed and since the last mail that was accepted and did not come back,
     * in the order of the mails. A mail younger than the newest bounced one does not end the row: it may still come back.
     */
    Row softRow(long subscriberId) {
        return database.find(
                        """
                        with soft as (
                            select mailed_at from bounce where subscriber_id = ?1 and kind = 'soft'
                                and mailed_at > coalesce((select max(at) from subscriber_change
                                    where subscriber_id = ?1 and %s), '-infinity')
                        ), arrived as (
                            select max(p.accepted_at) as at from plan p
                            join chunk c on c.plan_id = p.id and c.number = ((?1 - 1) / p.chunk_size)::int
                            where p.destination = 'email' and not p.dry_run
                                and p.accepted_at >= (select min(mailed_at) from soft)
                                and p.accepted_at < (select max(mailed_at) from soft)
                                and length(c.delivered) > (?1 - 1) %% p.chunk_size
                                and get_bit(c.delivered, ((?1 - 1) %% p.chunk_size)::int) = 1
                                and not exists (select from bounce b where b.subscriber_id = ?1 and b.event_id = p.event_id)
                        )
                        select count(*), coalesce(extract(epoch from max(mailed_at) - min(mailed_at)), 0)::bigint
                        from soft, arrived where mailed_at > coalesce(arrived.at, '-infinity')""".formatted(RENEWED).replace("?1", Long.toString(subscriberId)),
                        row -> new Row(row.getInt(1), Duration.ofSeconds(row.getLong(2))))
                .orElseThrow();
    }
}

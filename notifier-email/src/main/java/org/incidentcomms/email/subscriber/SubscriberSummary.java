package org.incidentcomms.email.subscriber;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.incidentcomms.kit.wording.Company;

/** Counts of the update list and its growth; contains no address. */
@Singleton
class SubscriberSummary {
    private static final int DAYS = 90;

    private static final String COUNTS = """
            select count(*) filter (where confirmed_at is null) as pending,
                count(*) filter (where confirmed_at is not null and state = 'active') as active,
                count(*) filter (where confirmed_at is not null and state = 'paused') as paused,
                count(*) filter (where confirmed_at is not null and state = 'quarantined') as quarantined,
                count(*) filter (where not listed) as unlisted
            from subscriber""";

    /** Independent of the names of actions: the trail begins when somebody joins, and ends when the row is gone. */
    private static final String GROWTH = """
            with recent as (
                select subscriber_id, min(at) as first, max(at) as last from subscriber_change where at >= ?::timestamptz
                group by subscriber_id
            ), change as (
                select first as at, 1 as joined, 0 as gone from recent where not exists (select from subscriber_change c
                    where c.subscriber_id = recent.subscriber_id and c.at < ?::timestamptz)
                union all
                select last, 0, 1 from recent where not exists (select from subscriber where id = subscriber_id)
            )
            select (at at time zone ?)::date::text as day, sum(joined) as joined, sum(gone) as gone
            from change group by 1""";

    private final AddressSafeDatabase database;
    private final Company company;
    private final Clock clock;

    SubscriberSummary(DataSource dataSource, Company company, Clock clock) {
        this.database = new AddressSafeDatabase(dataSource);
        this.company = company;
        this.clock = clock;
    }

    /**
     * How many subscribers there are.
     *
     * @param pending not confirmed yet; they get no mail
     * @param unlisted those of all states who follow single incidents only
     * @param days the last 90 in the company's time zone, today last
     */
    public record Summary(long active, long pending, long paused, long quarantined, long unlisted, List<Day> days) {
        private Summary with(List<Day> shown) {
            return new Summary(active, pending, paused, quarantined, unlisted, shown);
        }
    }

    /**
     * Changes of one day.
     *
     * @param joined added, imported or confirmed for the first time
     * @param left unsubscribed, removed or forgotten
     */
    public record Day(LocalDate date, long joined, long left) {}

    Summary now() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), company.timeZone());
        LocalDate first = today.minusDays(DAYS - 1L);
        Map<LocalDate, Day> changes = changesSince(first);
        Summary counts = database.find(
                        COUNTS,
                        row -> new Summary(
                                row.getLong("active"),
                                row.getLong("pending"),
                                row.getLong("paused"),
                                row.getLong("quarantined"),
                                row.getLong("unlisted"),
                                List.of()))
                .orElseThrow();
        return counts.with(first.datesUntil(today.plusDays(1))
                .map(date -> changes.getOrDefault(date, new Day(date, 0, 0)))
                .toList());
    }

    private Map<LocalDate, Day> changesSince(LocalDate first) {
        Instant since = first.atStartOfDay(company.timeZone()).toInstant();
        Map<LocalDate, Day> days = new HashMap<>();
        database.query(
                        GROWTH,
                        row -> new Day(
                                LocalDate.parse(row.getString("day")), row.getLong("joined"), row.getLong("gone")),
                        since,
                        since,
                        company.timeZone().getId())
                .forEach(day -> days.put(day.date(), day));
        return days;
    }
}

package org.incidentcomms.kit.ledger;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.kit.channel.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * Ends plans early or reopens them: an operator's stop and retry, a correction, the deadline. Leased work ends with its
 * owner; until then the plan is {@code stopping} or {@code expiring} and newer plans wait.
 */
public final class InterventionStore {
    private static final String SELECTED = """
            and (?::text is null or update_id = ?) and destination = any(?)""";

    private static final String STOP = """
            update plan set state = case when state in ('active', 'expiring') then 'stopping' else state end,
                revision = revision + 1, last_at = coalesce(?::timestamptz, now()), revoked = true
            where id in (select id from plan where not revoked and not until_done and incident_id = ? %s
                order by id for update)
            returning id, state""";

    private static final String RETRY = """
            update plan set state = 'active', failed = 0, retried = true, told_unknown = false, revision = revision + 1,
                accepted_at = coalesce(?::timestamptz, now())
            where id in (select id from plan where state in ('active', 'done') and not revoked and failed > 0
                and %s order by id for update)
            returning id""";

    private static final String EXPIRE = """
            update plan set state = 'expiring', last_reason = ?, last_at = coalesce(?::timestamptz, now()),
                revision = revision + 1
            where id in (select id from plan where state = 'active' and not until_done and destination = ?
                    and accepted_at < ?
                order by id for update)
            returning id, event_id""";

    /**
     * The open deliveries of a stopped plan leave no outcome, unless an attempt may have reached its recipient. Those of a
     * copy that a newer one supersedes never do.
     */
    private static final String UNCERTAIN_OPEN =
            "uncertain and exists (select from plan p where p.id = closed.plan_id and p.skip_reason is null)";

    private static final String CLOSE_OPEN = """
            with closed as (
                delete from open_delivery where plan_id = any(?)
                    and (leased_until is null or leased_until < coalesce(?::timestamptz, now()))
                returning plan_id, recipient, maybe_received or state = 2 or leased_until is not null as uncertain),
            written as (
                insert into outcome (plan_id, recipient, code, uncertain)
                select plan_id, recipient, %d, uncertain from closed where %%s
                on conflict do nothing returning plan_id)
            update plan set failed = failed + given_up.count
            from (select plan_id, count(*) from written group by plan_id) given_up
            where plan.id = given_up.plan_id""".formatted(OutcomeCode.GAVE_UP);

    private static final String CLOSE_LETTERS = """
            with reopened as (select event_id, destination from plan where id = any(?))
            update dead_letter letter
            set closed_at = coalesce(?::timestamptz, now()), closed_as = 'replayed', closed_by = 'retry'
            from reopened
            where letter.event_id = reopened.event_id and letter.destination = reopened.destination
                and letter.kind = 'delivery' and letter.closed_at is null""";

    private final LedgerClock clock;

    /** The plans an intervention applies to: those of an incident, of one update or all, on these destinations. */
    public record Selection(String incidentId, @Nullable String updateId, List<String> destinations) {}

    public InterventionStore(LedgerClock clock) {
        this.clock = clock;
    }

    /**
     * Stops pending deliveries, and excludes finished ones from retry. Deliveries in progress are completed; none is
     * started after.
     */
    public void stop(Connection connection, Selection selection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(STOP.formatted(SELECTED))) {
            clock.set(update, 1);
            select(update, 2, connection, selection);
            closeStopping(connection, update);
        }
    }

    /** As {@link #stop}, for all updates that the incident no longer contains. */
    public void stopAllBut(Connection connection, String incidentId, List<String> updateIds, List<String> destinations)
            throws SQLException {
        String selected = "and update_id <> all(?) and destination = any(?)";
        try (PreparedStatement update = connection.prepareStatement(STOP.formatted(selected))) {
            clock.set(update, 1);
            update.setString(2, incidentId);
            update.setArray(3, connection.createArrayOf("text", updateIds.toArray()));
            update.setArray(4, connection.createArrayOf("text", destinations.toArray()));
            closeStopping(connection, update);
        }
    }

    /** {@code update} returns id and state; plans that are stopping and have no leased work end at once. */
    void closeStopping(Connection connection, PreparedStatement update) throws SQLException {
        List<Long> stopping = new ArrayList<>();
        try (ResultSet rows = update.executeQuery()) {
            while (rows.next()) {
                if (rows.getString(2).equals("stopping")) {
                    stopping.add(rows.getLong(1));
                }
            }
        }
        execute(connection, """
                update chunk set state = 2, broken = broken or state = 1, leased_until = null
                where plan_id = any(?) and state < 2
                    and (state = 0 or leased_until < coalesce(?::timestamptz, now()))""", stopping);
        execute(connection, CLOSE_OPEN.formatted(UNCERTAIN_OPEN), stopping);
        PlanStore.finish(connection, stopping);
    }

    /**
     * Retries every recipient the selected plans failed to reach, with the attempt count reset: those that were
     * rejected, and those not attempted when the plan was given up. Plans that were stopped, corrected or withdrawn are
     * left unchanged, and those of which a lost ledger no longer knows who was told. Closes the dead letters of what is
     * retried.
     */
    public void retryFailed(Connection connection, Selection selection) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(RETRY.formatted("not told_unknown and incident_id = ? " + SELECTED))) {
            clock.set(update, 1);
            select(update, 2, connection, selection);
            execute(connection, CLOSE_LETTERS, reopen(connection, update));
        }
    }

    /**
     * As {@link #retryFailed(Connection, Selection)}, for one event, and also where nobody knows who was told; false if
     * there is nobody to be retried.
     */
    public boolean retryFailed(Connection connection, String eventId, String destination) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(RETRY.formatted("event_id = ? and destination = ?"))) {
            clock.set(update, 1);
            update.setString(2, eventId);
            update.setString(3, destination);
            return !reopen(connection, update).isEmpty();
        }
    }

    /**
     * Treats the plans of an event that was planned late as reopened ones: a recipient who has a newer event of the
     * incident is skipped, and the age counts from now.
     */
    public void markLate(Connection connection, String eventId) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update plan set retried = true, accepted_at = coalesce(?::timestamptz, now())
                where event_id = ? and state = 'active'""")) {
            clock.set(update, 1);
            update.setString(2, eventId);
            update.executeUpdate();
        }
    }

    /** {@code update} returns the ids of the plans to be reopened, which are returned. */
    private List<Long> reopen(Connection connection, PreparedStatement update) throws SQLException {
        List<Long> reopened = new ArrayList<>();
        PlanStore.collect(update, reopened);
        try (PreparedStatement insert = connection.prepareStatement(
                """
                insert into open_delivery (plan_id, recipient, destination, lane, state, next_at)
                select o.plan_id, o.recipient, p.destination, p.lane, case when o.uncertain then 2 else 1 end,
                    coalesce(?::timestamptz, now())
                from outcome o join plan p on p.id = o.plan_id
                where o.plan_id = any(?) and o.%s and not %s
                on conflict do nothing""".formatted(OutcomeCode.IS_FAILED, DeliveredStore.isDelivered("o.plan_id", "o.recipient")))) {
            clock.set(insert, 1);
            insert.setArray(2, connection.createArrayOf("bigint", reopened.toArray()));
            insert.executeUpdate();
        }
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from outcome where plan_id = any(?) and " + OutcomeCode.IS_FAILED)) {
            delete.setArray(1, connection.createArrayOf("bigint", reopened.toArray()));
            delete.executeUpdate();
        }
        try (PreparedStatement reopen = connection.prepareStatement("""
                update chunk set state = 0, given_up = false, touched = true, leased_until = null
                where plan_id = any(?) and given_up""")) {
            reopen.setArray(1, connection.createArrayOf("bigint", reopened.toArray()));
            reopen.executeUpdate();
        }
        PlanStore.finish(connection, reopened);
        return reopened;
    }

    /**
     * Gives up unfinished events accepted before {@code deadline}: the remaining recipients count as failed.
     *
     * @return the ids of the events given up
     */
    public List<String> expire(Connection connection, String destination, Instant deadline) throws SQLException {
        List<Long> expired = new ArrayList<>();
        List<String> events = new ArrayList<>();
        try (PreparedStatement update = connection.prepareStatement(EXPIRE)) {
            update.setInt(1, FailureReason.GAVE_UP.code());
            clock.set(update, 2);
            update.setString(3, destination);
            update.setTimestamp(4, Timestamp.from(deadline));
            try (ResultSet rows = update.executeQuery()) {
                while (rows.next()) {
                    expired.add(rows.getLong(1));
                    events.add(rows.getString(2));
                }
            }
        }
        execute(connection, """
                update chunk set state = 2, given_up = true, broken = broken or state = 1, leased_until = null
                where plan_id = any(?) and state < 2
                    and (state = 0 or leased_until < coalesce(?::timestamptz, now()))""", expired);
        execute(connection, CLOSE_OPEN.formatted("true"), expired);
        PlanStore.finish(connection, expired);
        return events;
    }

    private static void select(PreparedStatement statement, int index, Connection connection, Selection selection)
            throws SQLException {
        Array destinations =
                connection.createArrayOf("text", selection.destinations().toArray());
        statement.setString(index, selection.incidentId());
        statement.setString(index + 1, selection.updateId());
        statement.setString(index + 2, selection.updateId());
        statement.setArray(index + 3, destinations);
    }

    private void execute(Connection connection, String sql, List<Long> planIds) throws SQLException {
        if (planIds.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("bigint", planIds.toArray()));
            clock.set(statement, 2);
            statement.executeUpdate();
        }
    }
}

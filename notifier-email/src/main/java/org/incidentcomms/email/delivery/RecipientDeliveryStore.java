package org.incidentcomms.email.delivery;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.sql.DataSource;
import org.incidentcomms.email.delivery.RecipientDelivery.Bounced;
import org.incidentcomms.email.delivery.RecipientDelivery.Reason;
import org.incidentcomms.email.delivery.RecipientDelivery.State;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.SkipReason;
import org.incidentcomms.service.storage.Database;
import org.jspecify.annotations.Nullable;

/**
 * SQL of deliveries by recipient. Reads the notifier kit's tables: a delivered recipient is a bit of its chunk, a failed
 * or skipped one a row of {@code outcome}, one that waits for another attempt a row of {@code open_delivery}.
 */
@Singleton
class RecipientDeliveryStore {
    /** Codes of {@code outcome}: below this delivered; then 100 + failure reason, 200 + skip reason. */
    private static final int FAILED = 100;

    private static final int SKIPPED = 200;
    /** Not in the ledger: stands for a row of {@code open_delivery}. */
    private static final int PENDING = -1;

    /** Which deliveries to list; null is any. */
    record Filter(
            @Nullable String eventId,
            @Nullable String incidentId,
            @Nullable Long subscriberId,
            @Nullable State state,
            DeliveryPosition after) {}

    /** A delivery and its place in the list. */
    record Found(RecipientDelivery delivery, long planId) {
        DeliveryPosition position() {
            return new DeliveryPosition(planId, delivery.subscriberId());
        }
    }

    private static final String RECORDED = """
            select p.id as plan_id, p.event_id, p.incident_id, p.update_id, r.*, b.*
            from plan p cross join lateral (
                select c.number::bigint * p.chunk_size + n + 1 as recipient, 1 as code, null::timestamptz as at,
                    null::int as attempts, null::timestamptz as next_at, null::smallint as reason
                from chunk c cross join generate_series(0, p.chunk_size - 1) n
                where c.plan_id = p.id and get_bit(c.delivered, n) = 1
                    and (?::bigint is null or c.number = (?::bigint - 1) / p.chunk_size)
                    and (p.id < ? or c.number >= ? / p.chunk_size)
                union all
                select recipient, code, at, null, null, null from outcome where plan_id = p.id
                union all
                select recipient, -1, null, attempts, next_at, reason from open_delivery where plan_id = p.id) r
            left join lateral (select at as bounced_at, kind as bounce_kind, status as bounce_status from bounce
                where subscriber_id = r.recipient and event_id = p.event_id order by at desc limit 1) b on true
            where p.destination = 'email' and (?::text is null or p.event_id = ?)
                and (?::text is null or p.incident_id = ?) and (?::bigint is null or r.recipient = ?::bigint)
                and r.code between ? and ?
                and (p.id < ? or p.id = ? and r.recipient > ?)
            order by p.id desc, r.recipient limit ?""";

    private static final String OF_SUBSCRIBER = """
            select p.id as plan_id, p.event_id, p.incident_id, p.update_id, p.skip_reason, p.pruned,
                get_bit(c.delivered, ((?::bigint - 1) % p.chunk_size)::int) = 1 as is_delivered, c.state < 2 as is_open,
                o.code, o.at, d.attempts, d.next_at, d.reason, d.plan_id is not null as is_waiting,
                s.id is null as has_left, s.state as subscriber_state, s.confirmed_at is null as is_unconfirmed,
                s.confirmed_at > i.accepted_at as is_later, b.*
            from plan p join inbox i on i.event_id = p.event_id
                left join chunk c on c.plan_id = p.id and c.number = (?::bigint - 1) / p.chunk_size
                left join outcome o on o.plan_id = p.id and o.recipient = ?
                left join open_delivery d on d.plan_id = p.id and d.recipient = ?
                left join subscriber s on s.id = ?
                left join lateral (select at as bounced_at, kind as bounce_kind, status as bounce_status from bounce
                where subscriber_id = s.id and event_id = p.event_id order by at desc limit 1) b on true
            where p.destination = 'email' and p.id < ? order by p.id desc limit ?""";

    private final Database database;

    RecipientDeliveryStore(DataSource dataSource) {
        this.database = new Database(dataSource);
    }

    /** Recorded deliveries: the newest event first, then by subscriber. */
    List<Found> recorded(Filter filter, int limit) {
        return database.query(
                RECORDED,
                row -> new Found(recorded(row, row.getLong("recipient")), row.getLong("plan_id")),
                filter.subscriberId(),
                filter.subscriberId(),
                filter.after().plan(),
                filter.after().recipient(),
                filter.eventId(),
                filter.eventId(),
                filter.incidentId(),
                filter.incidentId(),
                filter.subscriberId(),
                filter.subscriberId(),
                lowestCode(filter.state()),
                highestCode(filter.state()),
                filter.after().plan(),
                filter.after().plan(),
                filter.after().recipient(),
                limit);
    }

    /** What each event was for one subscriber, the newest first, also if it was not among the recipients. */
    List<Found> ofSubscriber(long subscriberId, long afterPlan, int limit) {
        return database.query(
                OF_SUBSCRIBER,
                row -> new Found(ofSubscriber(row, subscriberId), row.getLong("plan_id")),
                subscriberId,
                subscriberId,
                subscriberId,
                subscriberId,
                subscriberId,
                afterPlan,
                limit);
    }

    private static int lowestCode(@Nullable State state) {
        return switch (state) {
            case null -> PENDING;
            case PENDING -> PENDING;
            case FAILED -> FAILED;
            case SKIPPED -> SKIPPED;
            default -> 0;
        };
    }

    private static int highestCode(@Nullable State state) {
        return switch (state) {
            case null -> Short.MAX_VALUE;
            case PENDING -> PENDING;
            case DELIVERED -> FAILED - 1;
            case FAILED -> SKIPPED - 1;
            case SKIPPED -> Short.MAX_VALUE;
            default -> PENDING - 1;
        };
    }

    private static RecipientDelivery recorded(ResultSet row, long recipient) throws SQLException {
        int code = row.getInt("code");
        return code == PENDING
                ? waiting(row, recipient)
                : item(row, recipient, stateOf(code), reasonOf(code), null, Database.time(row, "at"), null);
    }

    private static RecipientDelivery waiting(ResultSet row, long recipient) throws SQLException {
        int reason = row.getInt("reason");
        return item(
                row,
                recipient,
                State.PENDING,
                reason == 0 ? null : FailureReason.ofCode(reason).label(),
                row.getInt("attempts"),
                null,
                Database.time(row, "next_at"));
    }

    private static RecipientDelivery ofSubscriber(ResultSet row, long id) throws SQLException {
        int code = row.getInt("code");
        int skipped = row.getInt("skip_reason");
        if (row.getBoolean("is_delivered")) {
            return item(row, id, State.DELIVERED, null, null, null, null);
        }
        if (code != 0) {
            return item(row, id, stateOf(code), reasonOf(code), null, Database.time(row, "at"), null);
        }
        if (row.getBoolean("is_waiting")) {
            return waiting(row, id);
        }
        if (skipped != 0) {
            return item(row, id, State.SKIPPED, SkipReason.ofCode(skipped).label(), null, null, null);
        }
        if (row.getBoolean("pruned")) {
            return item(row, id, State.UNKNOWN, null, null, null, null);
        }
        Reason reason = whyNotTold(row);
        return reason == Reason.NOT_CHOSEN && row.getBoolean("is_open")
                ? item(row, id, State.PENDING, null, null, null, null)
                : item(row, id, State.NOT_TOLD, reason.label(), null, null, null);
    }

    private static Reason whyNotTold(ResultSet row) throws SQLException {
        if (row.getBoolean("has_left")) {
            return Reason.LEFT;
        }
        if (row.getBoolean("is_unconfirmed")) {
            return Reason.NOT_CONFIRMED;
        }
        String state = Objects.requireNonNull(row.getString("subscriber_state"));
        if (!state.equals("active")) {
            return Reason.valueOf(state.toUpperCase(Locale.ROOT));
        }
        return row.getBoolean("is_later") ? Reason.CONFIRMED_LATER : Reason.NOT_CHOSEN;
    }

    private static State stateOf(int code) {
        return code < FAILED ? State.DELIVERED : code < SKIPPED ? State.FAILED : State.SKIPPED;
    }

    private static @Nullable String reasonOf(int code) {
        return switch (stateOf(code)) {
            case FAILED -> FailureReason.ofCode(code - FAILED).label();
            case SKIPPED -> SkipReason.ofCode(code - SKIPPED).label();
            default -> null;
        };
    }

    private static RecipientDelivery item(
            ResultSet row,
            long recipient,
            State state,
            @Nullable String reason,
            @Nullable Integer attempts,
            @Nullable Instant at,
            @Nullable Instant nextAttemptAt)
            throws SQLException {
        return new RecipientDelivery(
                row.getString("event_id"),
                row.getString("incident_id"),
                row.getString("update_id"),
                recipient,
                state,
                reason,
                attempts,
                at,
                nextAttemptAt,
                bounced(row));
    }

    private static @Nullable Bounced bounced(ResultSet row) throws SQLException {
        Instant at = Database.time(row, "bounced_at");
        return at == null
                ? null
                : new Bounced(at, Objects.requireNonNull(row.getString("bounce_kind")), row.getString("bounce_status"));
    }
}

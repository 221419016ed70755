package org.incidentcomms.kit.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.incidentcomms.kit.channel.FailureReason;
import org.jspecify.annotations.Nullable;

/** The state of a channel as a whole, shared by its replicas and kept across restarts. */
public final class ChannelStateStore {

    /**
     * The state of one channel.
     *
     * @param failures consecutive channel-wide failures
     * @param pausedUntil no attempt before this time; null if it is not paused
     * @param parked an operator has to act; {@code pausedUntil} is then the time of the next automatic attempt
     */
    public record ChannelState(
            int failures,
            @Nullable Instant pausedUntil,
            boolean parked,
            @Nullable FailureReason reason,
            @Nullable String detail,
            @Nullable Instant since) {
        public static final ChannelState WORKING = new ChannelState(0, null, false, null, null, null);

        /** The state when nothing waits: a pause that is over ended unnoticed, because nothing was tried since. */
        public ChannelState idleAt(Instant now) {
            return !parked && pausedUntil != null && pausedUntil.isBefore(now) ? WORKING : this;
        }
    }

    public ChannelState get(Connection connection, String destination) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select * from channel_state where destination = ?")) {
            select.setString(1, destination);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    return ChannelState.WORKING;
                }
                int reason = rows.getInt("reason");
                FailureReason failure = rows.wasNull() ? null : FailureReason.ofCode(reason);
                return new ChannelState(
                        rows.getInt("failures"),
                        instant(rows.getTimestamp("paused_until")),
                        rows.getBoolean("parked"),
                        failure,
                        rows.getString("detail"),
                        instant(rows.getTimestamp("since")));
            }
        }
    }

    public void put(Connection connection, String destination, ChannelState state) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into channel_state (destination, failures, paused_until, parked, reason, detail, since)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (destination) do update set failures = excluded.failures,
                    paused_until = excluded.paused_until, parked = excluded.parked, reason = excluded.reason,
                    detail = excluded.detail, since = excluded.since""")) {
            upsert.setString(1, destination);
            upsert.setInt(2, state.failures());
            upsert.setTimestamp(3, timestamp(state.pausedUntil()));
            upsert.setBoolean(4, state.parked());
            FailureReason reason = state.reason();
            upsert.setObject(5, reason == null ? null : reason.code());
            upsert.setString(6, state.detail());
            upsert.setTimestamp(7, timestamp(state.since()));
            upsert.executeUpdate();
        }
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }
}

package org.incidentcomms.kit.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;

/** The position in the log, written in the transaction that takes the records in. */
public final class FeedPositionStore {

    /** The offset to read next; empty before the first event was taken. */
    public OptionalLong next(Connection connection, int partition) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select next_offset from feed_position where topic_partition = ?")) {
            select.setInt(1, partition);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    /** Stores {@code next}, even if it is lower, as after the topic was recreated. */
    public void put(Connection connection, int partition, long next) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into feed_position (topic_partition, next_offset) values (?, ?)
                on conflict (topic_partition) do update set next_offset = excluded.next_offset""")) {
            upsert.setInt(1, partition);
            upsert.setLong(2, next);
            upsert.executeUpdate();
        }
    }
}

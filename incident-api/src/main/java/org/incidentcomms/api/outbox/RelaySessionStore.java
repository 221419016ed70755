package org.incidentcomms.api.outbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.service.storage.Database;
import org.incidentcomms.service.storage.StorageException;
import org.postgresql.PGConnection;

/**
 * One database session of the relay: it holds the leader's advisory lock, listens, and reads and marks rows. Used by
 * one thread. Every statement commits by itself.
 */
final class RelaySessionStore implements AutoCloseable {
    /** An arbitrary constant that nothing else in this database locks. */
    private static final long LEADER_LOCK = 0x6f7574626f78L;

    private final Connection connection;
    private final Database session;
    private final JsonColumns documents;

    private RelaySessionStore(Connection connection, JsonColumns documents) {
        this.connection = connection;
        this.session = Database.on(connection);
        this.documents = documents;
    }

    static RelaySessionStore open(DataSource dataSource, JsonColumns documents) {
        try {
            Connection connection = dataSource.getConnection();
            connection.setAutoCommit(true);
            return new RelaySessionStore(connection, documents);
        } catch (SQLException e) {
            throw new StorageException(e);
        }
    }

    /** Becomes the only leader, if there is none. The lock ends with the session. */
    boolean tryLead() {
        return isTrue("select pg_try_advisory_lock(" + LEADER_LOCK + ")");
    }

    /**
     * Ends the leader's session if it has been silent for this long: a frozen process keeps its connection open, and
     * the lock with it. A live leader queries the database every second.
     */
    boolean endSilentLeader(Duration silence) {
        return isTrue("""
                select coalesce(bool_or(pg_terminate_backend(a.pid)), false)
                from pg_locks l join pg_stat_activity a on a.pid = l.pid
                where l.locktype = 'advisory' and l.granted and l.objsubid = 1
                  and l.database = (select oid from pg_database where datname = current_database())
                  and (l.classid::bigint << 32 | l.objid::bigint) = %d
                  and a.state <> 'active' and a.state_change < clock_timestamp() - interval '%d milliseconds'""".formatted(LEADER_LOCK, silence.toMillis()));
    }

    private boolean isTrue(String sql) {
        return session.find(sql, row -> row.getBoolean(1)).orElse(false);
    }

    /** Fails if the session, and the lock with it, has ended. */
    void check() {
        session.query("select 1", row -> true);
    }

    void listen() {
        session.update("listen outbox");
    }

    /** Whether another process has sent a notification since the last call; does not wait. */
    boolean hasNotifications() {
        try {
            // Zero would wait for ever; a negative number reads without waiting.
            var notifications = connection.unwrap(PGConnection.class).getNotifications(-1);
            return notifications != null && notifications.length > 0;
        } catch (SQLException e) {
            throw new StorageException(e);
        }
    }

    /**
     * Returns the oldest unpublished rows whose key is not among {@code keys}, at most {@code limit} and that many
     * bytes.
     */
    List<OutboxRow> unpublished(Collection<String> keys, int limit, long bytes) {
        return session.query("""
                select seq, key, headers, value from (
                    select *, sum(octet_length(value)) over (order by seq) - octet_length(value) as bytes_before
                    from (
                        select seq, key, headers, value from outbox
                        where published_at is null and key <> all (?) order by seq limit ?) oldest) measured
                where bytes_before < ? order by seq""", this::row, keys.toArray(String[]::new), limit, bytes);
    }

    @SuppressWarnings("unchecked")
    private OutboxRow row(ResultSet row) throws SQLException {
        Map<String, String> headers = documents.read(row.getString("headers"), Map.class);
        return new OutboxRow(row.getLong("seq"), row.getString("key"), headers, row.getBytes("value"));
    }

    void markPublished(Collection<Long> seqs) {
        session.update(
                "update outbox set published_at = clock_timestamp() where seq = any (?) and published_at is null",
                (Object) seqs.toArray(Long[]::new));
    }

    /** When the oldest unpublished event was accepted. */
    Optional<Instant> oldestUnpublished() {
        return session.find(
                "select created_at from outbox where published_at is null order by seq limit 1",
                row -> row.getTimestamp(1).toInstant());
    }

    /** Releases lock and subscription before the pool can hand the session to another caller. */
    @Override
    public void close() {
        try {
            session.query("select pg_advisory_unlock_all()", row -> true);
            session.update("unlisten *");
            connection.close();
        } catch (StorageException | SQLException e) {
            abort();
        }
    }

    /**
     * Ends the session in any state. Aborts the driver's connection: the pool's own would only mark itself aborted,
     * leave the session open and occupy its slot in the pool for ever.
     */
    private void abort() {
        try (connection) {
            ((Connection) connection.unwrap(PGConnection.class)).abort(Runnable::run);
        } catch (SQLException e) {
            // It has ended already.
        }
    }

    /** An event waiting to be published; equal only to itself. */
    @SuppressWarnings("ArrayRecordComponent")
    record OutboxRow(long seq, String key, Map<String, String> headers, byte[] value) {
        String eventId() {
            return headers.getOrDefault("ce_id", "");
        }
    }
}

package org.incidentcomms.email.smtp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One relay: its connections, and how it has been doing. Guarded by the lock of {@link SmtpConnections}. */
final class Relay {
    /** Weight of the newest message in the moving average. */
    private static final double NEWEST = 0.125;

    private final SmtpServer server;
    private final RelayHealth health = new RelayHealth();
    private final ConnectionLimit limit;
    private final ArrayDeque<SmtpConnection> idle = new ArrayDeque<>();
    /** Since when (ns), the longest in use first. */
    private final Map<SmtpConnection, Long> inUse = new LinkedHashMap<>();

    private int connecting;
    private double latency;

    Relay(SmtpServer server) {
        this.server = server;
        this.limit = new ConnectionLimit(server.connections());
    }

    SmtpServer server() {
        return server;
    }

    RelayHealth health() {
        return health;
    }

    int open() {
        return idle.size() + busy();
    }

    int busy() {
        return inUse.size() + connecting;
    }

    /** Whether a message can be sent at once, on an idle connection or a new one. */
    boolean hasRoom(boolean urgent, long now) {
        return !idle.isEmpty() || open() < limit(urgent, now);
    }

    private int limit(boolean urgent, long now) {
        return urgent ? limit.forUrgent(open(), now) : limit.whenAllAreInUse(open(), now);
    }

    /** The time a message takes (ns), 0 if unknown; a message that is being sent for longer counts already. */
    double latency(long now) {
        return inUse.isEmpty()
                ? latency
                : Math.max(latency, now - inUse.values().iterator().next());
    }

    /** Takes the connection on which the server waits for the message to this recipient, if there is one. */
    @Nullable SmtpConnection takeAnnounced(String recipient, long now) {
        return take(connection -> recipient.equals(connection.announced()), now);
    }

    /**
     * Takes the connection used last; null after reserving room for a new one, see {@link #connected}. One on which the
     * server waits for another recipient's message is taken only if there is no room.
     */
    @Nullable SmtpConnection take(boolean urgent, long now) {
        SmtpConnection connection = take(each -> each.announced() == null, now);
        if (connection == null && open() >= limit(urgent, now)) {
            connection = take(each -> true, now);
        }
        if (connection == null) {
            health.chosen();
            connecting++;
        }
        return connection;
    }

    private @Nullable SmtpConnection take(Predicate<SmtpConnection> wanted, long now) {
        for (Iterator<SmtpConnection> each = idle.iterator(); each.hasNext(); ) {
            SmtpConnection connection = each.next();
            if (wanted.test(connection)) {
                each.remove();
                health.chosen();
                inUse.put(connection, now);
                return connection;
            }
        }
        return null;
    }

    void connected(SmtpConnection connection, long now) {
        connecting--;
        inUse.put(connection, now);
    }

    /** Whether the failure only means that the relay grants no further connection. */
    boolean notConnected(SmtpException failure, long now) {
        connecting--;
        SmtpReply reply = failure.reply();
        boolean tooMany = reply != null && reply.isTemporary() && open() > 0;
        if (tooMany) {
            limit.refused(open(), now);
            health.ended();
        }
        return tooMany;
    }

    void accepted(SmtpConnection connection, long now) {
        Long since = inUse.get(connection);
        if (since != null) {
            latency = latency == 0 ? now - since : latency + NEWEST * (now - since - latency);
            limit.accepted(latency);
        }
        health.accepted();
    }

    void giveBack(SmtpConnection connection, long now) {
        discard(connection);
        connection.idleSince(now);
        idle.push(connection);
    }

    void discard(SmtpConnection connection) {
        inUse.remove(connection);
        health.ended();
    }

    /** Removes connections unused for the idle time-out. */
    List<SmtpConnection> removeUnused(long now) {
        List<SmtpConnection> unused = new ArrayList<>();
        long before = now - server.idleTimeout().toNanos();
        while (!idle.isEmpty() && idle.peekLast().idleSince() - before < 0) {
            unused.add(idle.pollLast());
        }
        if (!unused.isEmpty()) {
            limit.shrink(open());
        }
        return unused;
    }

    List<SmtpConnection> removeIdle() {
        List<SmtpConnection> all = new ArrayList<>(idle);
        idle.clear();
        return all;
    }
}

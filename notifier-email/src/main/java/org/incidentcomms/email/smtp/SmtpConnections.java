package org.incidentcomms.email.smtp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Pool of at most {@link SmtpServer#connections} connections; the most recently used is reused first, idle ones are
 * closed.
 *
 * <p>A server that grants fewer connections than configured is not an outage: while at least one is open, a refused
 * greeting lowers the limit for one minute and the caller waits for a working connection.
 */
final class SmtpConnections implements AutoCloseable {
    private static final Duration LOWERED_FOR = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(SmtpConnections.class);
    private static final Duration LONGEST_TICK = Duration.ofSeconds(1);

    private final SmtpServer server;
    private final Properties extra;
    private final ScheduledExecutorService timer;
    /** All connections, also those being opened, for their deadlines. */
    private final Set<SmtpConnection> all = ConcurrentHashMap.newKeySet();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final ArrayDeque<SmtpConnection> idle = new ArrayDeque<>();
    private int open;
    private int limit;
    private long limitLoweredAt;
    private boolean closed;

    SmtpConnections(SmtpServer server, Properties extra) {
        MailProperties.prepare();
        this.server = server;
        this.extra = extra;
        this.limit = server.connections();
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("smtp-timer").factory());
        every(tick(server.idleTimeout()), this::closeIdle);
        every(tick(server.readTimeout(), server.writeTimeout()), () -> all.forEach(SmtpConnection::enforceDeadline));
    }

    private static Duration tick(Duration... timeouts) {
        Duration shortest =
                Arrays.stream(timeouts).min(Comparator.naturalOrder()).orElseThrow();
        return Duration.ofMillis(Math.clamp(shortest.toMillis() / 4, 10, LONGEST_TICK.toMillis()));
    }

    /** A task that throws would never be run again. */
    private void every(Duration interval, Runnable task) {
        var unused = timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        LOG.errorf(e, "connections could not be looked after");
                    }
                },
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Takes an idle connection, else opens one; waits while all are in use. */
    SmtpConnection take() throws SmtpException {
        while (true) {
            SmtpConnection reused = reuseOrReserve();
            if (reused != null) {
                return reused;
            }
            try {
                return connect();
            } catch (SmtpException e) {
                if (!lowerLimit(e)) {
                    throw e;
                }
            }
        }
    }

    void giveBack(SmtpConnection connection) {
        lock.lock();
        try {
            if (closed) {
                open--;
                quit(connection);
                return;
            }
            connection.idleSince(System.nanoTime());
            idle.push(connection);
            freed.signal();
        } finally {
            lock.unlock();
        }
    }

    void discard(SmtpConnection connection) {
        quit(connection);
        release();
    }

    private void quit(SmtpConnection connection) {
        connection.quit();
        all.remove(connection);
    }

    int open() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** Takes an idle connection; reserves a slot and returns null if a new one must be opened. */
    private @Nullable SmtpConnection reuseOrReserve() {
        lock.lock();
        try {
            while (true) {
                SmtpConnection reused = idle.poll();
                if (reused != null) {
                    return reused;
                }
                raiseLimit();
                if (open < limit) {
                    open++;
                    return null;
                }
                var unused = freed.awaitNanos(TimeUnit.SECONDS.toNanos(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a connection", e);
        } finally {
            lock.unlock();
        }
    }

    private SmtpConnection connect() throws SmtpException {
        SmtpConnection connected = null;
        try {
            SmtpConnection connection = new SmtpConnection(server, extra);
            all.add(connection);
            try {
                connection.open();
                connected = connection;
            } finally {
                if (connected == null) {
                    all.remove(connection);
                }
            }
            return connection;
        } finally {
            if (connected == null) {
                release();
            }
        }
    }

    private void release() {
        lock.lock();
        try {
            open--;
            freed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the failure only means that the server grants no further connection. */
    private boolean lowerLimit(SmtpException refused) {
        SmtpReply reply = refused.reply();
        if (reply == null || !reply.isTemporary()) {
            return false;
        }
        lock.lock();
        try {
            if (open < 1) {
                return false;
            }
            limit = Math.max(1, Math.min(limit, open));
            limitLoweredAt = System.nanoTime();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void raiseLimit() {
        if (limit < server.connections() && System.nanoTime() - limitLoweredAt > LOWERED_FOR.toNanos()) {
            limit = server.connections();
        }
    }

    private void closeIdle() {
        List<SmtpConnection> old = new ArrayList<>();
        lock.lock();
        try {
            long before = System.nanoTime() - server.idleTimeout().toNanos();
            while (!idle.isEmpty() && idle.peekLast().idleSince() - before < 0) {
                old.add(idle.pollLast());
                open--;
            }
        } finally {
            lock.unlock();
        }
        old.forEach(this::quit);
    }

    @Override
    public void close() {
        List<SmtpConnection> unused;
        lock.lock();
        try {
            closed = true;
            unused = new ArrayList<>(idle);
            open -= idle.size();
            idle.clear();
        } finally {
            lock.unlock();
        }
        unused.forEach(this::quit);
        timer.shutdownNow();
    }
}

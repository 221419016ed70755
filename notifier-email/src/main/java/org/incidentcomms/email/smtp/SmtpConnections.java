package org.incidentcomms.email.smtp;

import jakarta.mail.Session;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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

    private final SmtpServer server;
    private final Session session;
    private final ScheduledExecutorService timer;
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
        this.limit = server.connections();
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("smtp-timer").factory());
        this.session = Session.getInstance(MailProperties.of(server, timer, extra));
        long millis = Math.max(100, server.idleTimeout().toMillis() / 4);
        var unused = timer.scheduleWithFixedDelay(this::closeIdle, millis, millis, TimeUnit.MILLISECONDS);
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
                connection.quit();
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
        connection.quit();
        release();
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
        boolean connected = false;
        try {
            SmtpConnection connection = new SmtpConnection(session);
            connection.open(server);
            connected = true;
            return connection;
        } finally {
            if (!connected) {
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
        old.forEach(SmtpConnection::quit);
    }

    @Override
    public void close() {
        List<SmtpConnection> all;
        lock.lock();
        try {
            closed = true;
            all = new ArrayList<>(idle);
            open -= idle.size();
            idle.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(SmtpConnection::quit);
        timer.shutdownNow();
    }
}

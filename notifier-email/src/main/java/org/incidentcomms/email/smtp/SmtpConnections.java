package org.incidentcomms.email.smtp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.incidentcomms.service.loop.GuardedLoop;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The connections to all relays, of which at most {@link SmtpServer#connections} are in use at a time; the most
 * recently used is reused first, idle ones are closed. {@link RelayChoice} says by which relay a message goes. While an
 * urgent message waits for a connection, no other message gets one.
 *
 * <p>A relay that grants fewer connections than wanted is not an outage: while it has at least one open, a refused
 * greeting lowers its limit for one minute and the caller waits for a working connection.
 */
final class SmtpConnections implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SmtpConnections.class);
    private static final Duration LONGEST_TICK = Duration.ofSeconds(1);

    private final Properties extra;
    private final List<Relay> relays;
    private final RelayChoice choice;
    private final GuardedLoop timer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final Condition freedForUrgent = lock.newCondition();
    private int urgentWaiting;
    /** All connections, also those being opened, for their deadlines. */
    private final Set<SmtpConnection> all = ConcurrentHashMap.newKeySet();

    private boolean closed;

    SmtpConnections(List<SmtpServer> servers, Properties extra) {
        MailProperties.prepare();
        SmtpServer first = servers.getFirst();
        this.extra = extra;
        this.relays = servers.stream().map(Relay::new).toList();
        this.choice = new RelayChoice(relays, first.connections(), new SplittableRandom());
        Duration tick = tick(first.idleTimeout(), first.readTimeout(), first.writeTimeout());
        this.timer = new GuardedLoop("smtp-timer", () -> {
            all.forEach(SmtpConnection::enforceDeadline);
            closeUnused();
            return tick;
        });
        timer.start();
    }

    private static Duration tick(Duration... timeouts) {
        Duration shortest =
                Arrays.stream(timeouts).min(Comparator.naturalOrder()).orElseThrow();
        return Duration.ofMillis(Math.clamp(shortest.toMillis() / 4, 10, LONGEST_TICK.toMillis()));
    }

    /**
     * Takes an idle connection, else opens one; waits while all are in use.
     *
     * @param recipient whom the message is for
     * @param tried relays not to be used; those that could not be connected are added
     * @param urgent whether it goes before those that are not
     * @throws SmtpException if the last usable relay could not be connected
     */
    SmtpConnection take(String recipient, Set<Relay> tried, boolean urgent) throws SmtpException {
        while (true) {
            Taken taken = reuseOrReserve(recipient, tried, urgent);
            if (taken.connection() != null) {
                return taken.connection();
            }
            SmtpException failure;
            try {
                return connect(taken.relay());
            } catch (SmtpException e) {
                failure = e;
            } catch (RuntimeException e) {
                failure = new SmtpException(SmtpStage.CONNECT, null, e);
            }
            if (!isOnlyBusy(taken.relay(), failure)) {
                tried.add(taken.relay());
                if (!hasOther(tried)) {
                    throw failure;
                }
            }
        }
    }

    /** A connection, or null with the relay that has room for a new one. */
    private record Taken(Relay relay, @Nullable SmtpConnection connection) {}

    private Taken reuseOrReserve(String recipient, Set<Relay> tried, boolean urgent) {
        boolean waits = false;
        lock.lock();
        try {
            while (true) {
                long now = System.nanoTime();
                for (Relay relay : relays) {
                    SmtpConnection announced = tried.contains(relay) ? null : relay.takeAnnounced(recipient, now);
                    if (announced != null) {
                        return new Taken(relay, announced);
                    }
                }
                Relay relay = urgent || urgentWaiting == 0 ? choice.choose(tried, urgent, now) : null;
                if (relay != null) {
                    return new Taken(relay, relay.take(urgent, now));
                }
                if (urgent && !waits) {
                    waits = true;
                    urgentWaiting++;
                }
                var unused = (urgent ? freedForUrgent : freed).awaitNanos(TimeUnit.SECONDS.toNanos(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a connection", e);
        } finally {
            if (waits) {
                urgentWaiting--;
                signalFreed(); // others may have been freed meanwhile
            }
            lock.unlock();
        }
    }

    private void signalFreed() {
        (urgentWaiting > 0 ? freedForUrgent : freed).signal();
    }

    private SmtpConnection connect(Relay relay) throws SmtpException {
        SmtpConnection connection = new SmtpConnection(relay, extra);
        all.add(connection);
        boolean connected = false;
        try {
            connection.open();
            connected = true;
        } finally {
            if (!connected) {
                quit(connection);
            }
        }
        lock.lock();
        try {
            relay.connected(connection, System.nanoTime());
        } finally {
            lock.unlock();
        }
        return connection;
    }

    private boolean isOnlyBusy(Relay relay, SmtpException failure) {
        lock.lock();
        try {
            long now = System.nanoTime();
            boolean busy = relay.notConnected(failure, now);
            if (!busy) {
                failed(relay, failure, now);
            }
            signalFreed();
            return busy;
        } finally {
            lock.unlock();
        }
    }

    private void failed(Relay relay, SmtpException failure, long now) {
        Duration pause = relay.health().failed(now, failure.stage() == SmtpStage.CONNECT);
        if (pause.isPositive() && relays.size() > 1) {
            LOG.warnf("relay left out relay=%s stage=%s nextAttempt=%s", relay.server(), failure.stage(), pause);
        }
    }

    /** Whether a message could be sent by another relay than these now. */
    boolean hasOther(Set<Relay> tried) {
        lock.lock();
        try {
            long now = System.nanoTime();
            return relays.stream()
                    .anyMatch(relay -> !tried.contains(relay) && relay.health().isUsable(now));
        } finally {
            lock.unlock();
        }
    }

    /** A message was accepted on this connection. */
    void accepted(SmtpConnection connection) {
        lock.lock();
        try {
            connection.relay().accepted(connection, System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    /** The relay failed with this connection. */
    void failed(SmtpConnection connection, SmtpException failure) {
        lock.lock();
        try {
            failed(connection.relay(), failure, System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    void giveBack(SmtpConnection connection) {
        lock.lock();
        try {
            if (!closed) {
                connection.relay().giveBack(connection, System.nanoTime());
                signalFreed();
                return;
            }
        } finally {
            lock.unlock();
        }
        discard(connection);
    }

    void discard(SmtpConnection connection) {
        quit(connection);
        lock.lock();
        try {
            connection.relay().discard(connection);
            signalFreed();
        } finally {
            lock.unlock();
        }
    }

    private void quit(SmtpConnection connection) {
        connection.quit();
        all.remove(connection);
    }

    int open() {
        lock.lock();
        try {
            return relays.stream().mapToInt(Relay::open).sum();
        } finally {
            lock.unlock();
        }
    }

    /** Whether there are several relays of which not all fail. */
    boolean hasHealthyAmongSeveral() {
        lock.lock();
        try {
            return relays.size() > 1
                    && relays.stream().anyMatch(relay -> relay.health().isHealthy());
        } finally {
            lock.unlock();
        }
    }

    /** How many relays are left out because they failed. */
    int leftOut() {
        lock.lock();
        try {
            return (int)
                    relays.stream().filter(relay -> !relay.health().isHealthy()).count();
        } finally {
            lock.unlock();
        }
    }

    private void closeUnused() {
        List<SmtpConnection> unused = new ArrayList<>();
        lock.lock();
        try {
            long now = System.nanoTime();
            relays.forEach(relay -> unused.addAll(relay.removeUnused(now)));
        } finally {
            lock.unlock();
        }
        unused.forEach(this::quit);
    }

    @Override
    public void close() {
        List<SmtpConnection> unused = new ArrayList<>();
        lock.lock();
        try {
            closed = true;
            relays.forEach(relay -> unused.addAll(relay.removeIdle()));
        } finally {
            lock.unlock();
        }
        unused.forEach(this::quit);
        timer.interrupt();
    }
}

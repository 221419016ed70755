package org.incidentcomms.api.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.incidentcomms.api.outbox.EventSender.Outcome;
import org.incidentcomms.api.storage.Documents;
import org.incidentcomms.api.storage.StorageException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what {@link Outbox} holds, in the order in which it was accepted, and marks it once Kafka has it.
 *
 * <p>One thread per process; of all processes on one database one leads, by an advisory lock. A leader that dies between
 * the acknowledgement and the mark, or wakes after it was replaced, publishes again what was published: readers go by
 * event id. Kafka being away costs nothing but time: the rows wait.
 */
@ApplicationScoped
public class OutboxRelay implements Runnable {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    /**
     * How late the word of another replica may be heard; this process's own is heard at once, or, while much is going
     * on, so soon after what was done last: events of a crowd of operators then share a request to Kafka and a mark.
     */
    private static final Duration SLICE = Duration.ofMillis(10);

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** What the relay's thread waits for. */
    private sealed interface Call permits Landing, Ring {}

    private record Landing(
            OutboxRow row, Outcome outcome, @Nullable Exception failure) implements Call {}

    /** This process has committed an event. */
    private enum Ring implements Call {
        RING
    }

    private final DataSource dataSource;
    private final Documents documents;
    private final EventSender sender;
    private final TopicWatch topics;
    private final RelayGauges gauges;
    private final Doorbell doorbell;
    private final OutboxConfig config;
    private final Clock clock;
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final AtomicBoolean rung = new AtomicBoolean();
    private final Pause kafkaPause = new Pause(Duration.ofMillis(200), Duration.ofSeconds(2));
    private final Pause databasePause = new Pause(Duration.ofMillis(200), Duration.ofSeconds(2));

    private Flights flights;
    private Instant observedAt = Instant.EPOCH;
    /** When something was last sent or marked, by {@link System#nanoTime}. */
    private long busyAt = System.nanoTime();

    private volatile boolean stopping;
    private @Nullable Thread thread;

    OutboxRelay(
            DataSource dataSource,
            Documents documents,
            EventSender sender,
            TopicWatch topics,
            RelayGauges gauges,
            Doorbell doorbell,
            OutboxConfig config,
            Clock clock) {
        this.dataSource = dataSource;
        this.documents = documents;
        this.sender = sender;
        this.topics = topics;
        this.gauges = gauges;
        this.doorbell = doorbell;
        this.config = config;
        this.clock = clock;
        this.flights = newFlights();
    }

    void start(@Observes StartupEvent event) {
        topics.start();
        thread = Thread.ofPlatform().daemon().name("outbox-relay").start(this);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        if (thread != null) {
            thread.join(Duration.ofSeconds(8));
        }
        topics.stop();
        sender.close();
    }

    /** The thread's work: a session with the database, and a new one after each failure of it. */
    @Override
    public void run() {
        while (!stopping) {
            try (RelayStore session = RelayStore.open(dataSource, documents)) {
                if (standBy(session)) {
                    lead(session);
                }
            } catch (StorageException e) {
                databasePause.lengthen();
                LOG.warnf("relay lost the database nextAttempt=%s reason=%s", databasePause.length(), e.getMessage());
                sleep(databasePause.length());
            } catch (RuntimeException | Error e) {
                // Nothing may end this thread; the driver throws AssertionErrors when its connection dies.
                LOG.errorf(e, "relay failed and starts again");
                sleep(SECOND);
            } finally {
                doorbell.answeredBy(null);
                gauges.leading(false);
            }
        }
    }

    /** Waits until this process leads; false when it stops before that. */
    private boolean standBy(RelayStore session) {
        while (!stopping) {
            if (session.tryLead()) {
                return true;
            }
            databasePause.reset();
            observe(session);
            if (session.endSilentLeader(config.leaderSilentAfter())) {
                LOG.warn("ended the session of a leader that had fallen silent");
            }
            sleep(SECOND);
        }
        return false;
    }

    private void lead(RelayStore session) {
        LOG.info("relay leads");
        gauges.leading(true);
        databasePause.reset();
        flights = newFlights();
        calls.clear();
        rung.set(false);
        session.listen();
        doorbell.answeredBy(this::ring);
        boolean isNews = true;
        Instant lookedAt = Instant.EPOCH;
        while (!stopping) {
            isNews |= settle(session);
            Instant now = clock.instant();
            if (isNews || Duration.between(lookedAt, now).compareTo(SECOND) >= 0) {
                if (mayPublish(now)) {
                    isNews = dispatch(session, now);
                    lookedAt = now;
                }
            }
            observe(session);
            isNews |= await(session, isNews);
        }
        finish(session);
    }

    private boolean mayPublish(Instant now) {
        return topics.isReady() && !kafkaPause.holds(now);
    }

    /** Sends what may be sent; whether there may be more that can be sent at once. */
    private boolean dispatch(RelayStore session, Instant now) {
        int free = flights.free();
        if (free <= 0) {
            return false;
        }
        List<OutboxRow> rows = session.unpublished(flights.closedKeys(now), free, config.inFlightBytes());
        int sent = 0;
        for (OutboxRow row : rows) {
            if (kafkaPause.holds(now) || stopping) {
                break;
            }
            if (flights.take(row)) {
                sent++;
                busyAt = System.nanoTime();
                sender.send(row, (outcome, failure) -> calls.add(new Landing(row, outcome, failure)));
                if (calls.peek() instanceof Landing first && first.outcome() == Outcome.UNREACHABLE) {
                    break;
                }
            }
        }
        return sent > 0 && rows.size() == free;
    }

    /** Marks what arrived and takes back what did not; whether anything landed, or rang. */
    private boolean settle(RelayStore session) {
        rung.set(false);
        List<Call> heard = new ArrayList<>();
        calls.drainTo(heard);
        List<Landing> landed = heard.stream()
                .filter(Landing.class::isInstance)
                .map(Landing.class::cast)
                .toList();
        if (landed.isEmpty()) {
            return !heard.isEmpty();
        }
        List<Long> published = new ArrayList<>();
        for (Landing landing : landed) {
            switch (landing.outcome()) {
                case ACKNOWLEDGED -> {
                    published.add(landing.row().seq());
                    flights.landed(landing.row());
                }
                case REFUSED -> {
                    LOG.errorf(
                            "kafka refuses an event; check the topic's limits event=%s reason=%s",
                            landing.row().eventId(), reason(landing));
                    flights.refused(landing.row(), clock.instant());
                }
                case UNREACHABLE -> flights.returned(landing.row());
            }
        }
        landed.stream()
                .filter(landing -> landing.outcome() == Outcome.UNREACHABLE)
                .findFirst()
                .ifPresentOrElse(this::backOff, kafkaPause::reset);
        if (!published.isEmpty()) {
            session.markPublished(published);
            busyAt = System.nanoTime();
            gauges.published(published.size());
        }
        return true;
    }

    private void backOff(Landing landing) {
        if (!kafkaPause.isActive()) {
            LOG.warnf(
                    "kafka does not take events; they wait event=%s reason=%s",
                    landing.row().eventId(), reason(landing));
        }
        kafkaPause.lengthen();
        kafkaPause.holdFrom(clock.instant());
    }

    private static String reason(Landing landing) {
        Exception failure = landing.failure();
        return failure == null ? "unknown" : failure.getClass().getSimpleName();
    }

    /** One ring is as good as many. */
    private void ring() {
        if (rung.compareAndSet(false, true)) {
            calls.add(Ring.RING);
        }
    }

    /** Until something arrives, from here, from Kafka or from another replica; whether the last has news. */
    private boolean await(RelayStore session, boolean isMore) {
        boolean canGoOn = flights.isEmpty() && isMore && mayPublish(clock.instant());
        try {
            Call first = canGoOn ? null : calls.poll(SLICE.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                calls.add(first);
                TimeUnit.NANOSECONDS.sleep(busyAt + SLICE.toNanos() - System.nanoTime());
            }
        } catch (InterruptedException e) {
            stopping = true;
        }
        return session.hasNotifications();
    }

    /** Once a second; on every replica, so that each one's metric is true. */
    private void observe(RelayStore session) {
        Instant now = clock.instant();
        if (Duration.between(observedAt, now).compareTo(SECOND) >= 0) {
            observedAt = now;
            gauges.oldestUnpublished(session.oldestUnpublished().orElse(null));
        }
    }

    /** What is on its way may still arrive and be marked, so that the next leader need not repeat it. */
    private void finish(RelayStore session) {
        Instant end = clock.instant().plusSeconds(3);
        while (!flights.isEmpty() && clock.instant().isBefore(end)) {
            settle(session);
            sleep(SLICE);
        }
    }

    private Flights newFlights() {
        return new Flights(config.inFlight(), config.inFlightBytes());
    }

    private void sleep(Duration duration) {
        try {
            Instant end = clock.instant().plus(duration);
            while (!stopping && clock.instant().isBefore(end)) {
                Thread.sleep(Math.min(duration.toMillis(), 100));
            }
        } catch (InterruptedException e) {
            stopping = true;
        }
    }
}

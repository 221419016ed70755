package org.incidentcomms.api.outbox;

import org.incidentcomms.service.loop.Backoff;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.incidentcomms.api.outbox.RelayLead.Next;
import org.incidentcomms.api.storage.Documents;
import org.incidentcomms.service.storage.StorageException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what {@link Outbox} holds, in the order in which it was accepted, and marks it once Kafka has it.
 *
 * <p>One thread per process; of all processes on one database one leads, by an advisory lock; {@link RelayLead} is what
 * it does then. A leader that dies between commit and mark leaves to the next one to publish the same again: readers go
 * by event id. A leader that wakes after it was replaced publishes nothing. Kafka being away costs nothing but time: the
 * rows wait.
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

    /** How long a stop waits for the round under way. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final DataSource dataSource;
    private final Documents documents;
    private final EventSender sender;
    private final TopicWatch topics;
    private final RelayGauges gauges;
    private final Doorbell doorbell;
    private final OutboxConfig config;
    private final Clock clock;
    /** Released for each event this process has committed. */
    private final Semaphore rings = new Semaphore(0);

    private final Backoff databasePause = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2));

    private Instant observedAt = Instant.EPOCH;
    /** When the last round began, by {@link System#nanoTime}. */
    private long roundAt = System.nanoTime();

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
    }

    void start(@Observes StartupEvent event) {
        topics.start();
        thread = Thread.ofPlatform().daemon().name("outbox-relay").start(this);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        if (thread != null && !thread.join(PATIENCE)) {
            // Kafka is away. What is being sent is sent again by the next leader.
            thread.interrupt();
            thread.join(PATIENCE);
        }
        topics.stop();
    }

    /** The thread's work: a session with the database, and a new one after each failure of it and each lead. */
    @Override
    public void run() {
        while (!stopping) {
            Duration rest = SECOND;
            try (RelayStore session = RelayStore.open(dataSource, documents)) {
                if (standBy(session)) {
                    lead(session);
                }
            } catch (StorageException e) {
                rest = databasePause.lengthen();
                LOG.warnf("relay lost the database nextAttempt=%s reason=%s", rest, e.getMessage());
            } catch (RuntimeException | Error e) {
                // Nothing may end this thread; the driver throws AssertionErrors when its connection dies.
                LOG.errorf(e, "relay failed and starts again");
            } finally {
                doorbell.answeredBy(null);
                gauges.leading(false);
            }
            sleep(rest);
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

    /** Until this process stops or is no longer the leader. */
    private void lead(RelayStore session) {
        LOG.info("relay leads");
        gauges.leading(true);
        databasePause.reset();
        session.listen();
        doorbell.answeredBy(rings::release);
        boolean isNews = true;
        Instant lookedAt = Instant.EPOCH;
        try (RelayLead lead = new RelayLead(session, sender, gauges, config, clock)) {
            while (!stopping) {
                Instant now = clock.instant();
                isNews |= Duration.between(lookedAt, now).compareTo(SECOND) >= 0;
                boolean mayPublish = topics.isReady() && !lead.isPaused(now);
                if (isNews && mayPublish) {
                    lookedAt = now;
                    roundAt = System.nanoTime();
                    Next next = lead.round();
                    if (next == Next.STEP_DOWN) {
                        return;
                    }
                    isNews = next == Next.GO_ON;
                }
                observe(session);
                isNews |= await(session, isNews && mayPublish);
            }
        }
    }

    /** Until there is news from here or from another replica, a slice at most; whether there is. */
    private boolean await(RelayStore session, boolean isMore) {
        boolean rung = false;
        try {
            rung = rings.tryAcquire(isMore ? 0 : SLICE.toMillis(), TimeUnit.MILLISECONDS);
            if (rung && !isMore) {
                TimeUnit.NANOSECONDS.sleep(roundAt + SLICE.toNanos() - System.nanoTime());
            }
            rings.drainPermits();
        } catch (InterruptedException e) {
            stopping = true;
        }
        return session.hasNotifications() || rung;
    }

    /** Once a second; on every replica, so that each one's metric is true. */
    private void observe(RelayStore session) {
        Instant now = clock.instant();
        if (Duration.between(observedAt, now).compareTo(SECOND) >= 0) {
            observedAt = now;
            gauges.oldestUnpublished(session.oldestUnpublished().orElse(null));
        }
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

package org.incidentcomms.api.outbox;

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
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.service.loop.Backoff;
import org.incidentcomms.service.loop.GuardedLoop;
import org.incidentcomms.service.storage.StorageException;
import org.jboss.logging.Logger;

/**
 * Publishes the events of {@link Outbox} in the order in which they were accepted, and marks them once Kafka has
 * acknowledged them.
 *
 * <p>One thread per process; of all processes on one database one is the leader, by an advisory lock, and runs
 * {@link RelayLead}. If a leader dies between commit and mark, the next one publishes the same events again: readers
 * deduplicate by event id. A leader that resumes after it was replaced publishes nothing. While Kafka is unavailable
 * the rows wait.
 */
@ApplicationScoped
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    /**
     * Maximum delay of a wake-up by another replica. A wake-up by this process takes effect at once or, under load,
     * this long after the previous round: concurrent events then share a request to Kafka and an update.
     */
    private static final Duration SLICE = Duration.ofMillis(10);

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** How long a stop waits for the current round. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final DataSource dataSource;
    private final JsonColumns documents;
    private final EventSender sender;
    private final TopicProvisioner topics;
    private final RelayGauges gauges;
    private final RelayWakeup wakeup;
    private final OutboxConfig config;
    private final Clock clock;
    /** Released for each event this process has committed. */
    private final Semaphore wakeups = new Semaphore(0);

    private final Backoff databasePause = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2));

    private Instant observedAt = Instant.EPOCH;
    /** When the last round began, by {@link System#nanoTime}. */
    private long roundAt = System.nanoTime();

    private final GuardedLoop loop = new GuardedLoop("outbox-relay", this::session);

    OutboxRelay(
            DataSource dataSource,
            JsonColumns documents,
            EventSender sender,
            TopicProvisioner topics,
            RelayGauges gauges,
            RelayWakeup wakeup,
            OutboxConfig config,
            Clock clock) {
        this.dataSource = dataSource;
        this.documents = documents;
        this.sender = sender;
        this.topics = topics;
        this.gauges = gauges;
        this.wakeup = wakeup;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        topics.start();
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.closeSoon();
        if (!loop.join(PATIENCE)) {
            // Kafka is unavailable. The next leader sends the events of this round again.
            loop.interrupt();
            boolean unused = loop.join(PATIENCE);
        }
        topics.stop();
    }

    /** Uses one database session; a new one after each failure and each term as leader. */
    private Duration session() throws InterruptedException {
        try (RelaySessionStore session = RelaySessionStore.open(dataSource, documents)) {
            if (standBy(session)) {
                lead(session);
            }
            return SECOND;
        } catch (StorageException e) {
            Duration rest = databasePause.lengthen();
            LOG.warnf("relay: database unavailable nextAttempt=%s reason=%s", rest, e.getMessage());
            return rest;
        } finally {
            wakeup.wakes(null);
            gauges.leading(false);
        }
    }

    /** Waits until this process is the leader; returns false if it stops before. */
    private boolean standBy(RelaySessionStore session) throws InterruptedException {
        while (loop.isOpen()) {
            if (session.tryLead()) {
                return true;
            }
            databasePause.reset();
            observe(session);
            if (session.endSilentLeader(config.leaderSilentAfter())) {
                LOG.warn("terminated the database session of an unresponsive leader");
            }
            loop.rest(SECOND);
        }
        return false;
    }

    /** Runs until this process stops or loses the lead. */
    private void lead(RelaySessionStore session) throws InterruptedException {
        LOG.info("relay is the leader");
        gauges.leading(true);
        databasePause.reset();
        session.listen();
        wakeup.wakes(wakeups::release);
        boolean isNews = true;
        Instant lookedAt = Instant.EPOCH;
        try (RelayLead lead = new RelayLead(session, sender, gauges, config, clock)) {
            while (loop.isOpen()) {
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

    /** Waits for a wake-up by this process or another replica, at most one slice; returns whether there was one. */
    private boolean await(RelaySessionStore session, boolean isMore) throws InterruptedException {
        boolean woken = wakeups.tryAcquire(isMore ? 0 : SLICE.toMillis(), TimeUnit.MILLISECONDS);
        if (woken && !isMore) {
            TimeUnit.NANOSECONDS.sleep(roundAt + SLICE.toNanos() - System.nanoTime());
        }
        wakeups.drainPermits();
        // Asking takes a millisecond; what it would say is asked for after the round.
        return woken || session.hasNotifications();
    }

    /** Once a second, on every replica, so that each one's metric is correct. */
    private void observe(RelaySessionStore session) {
        Instant now = clock.instant();
        if (Duration.between(observedAt, now).compareTo(SECOND) >= 0) {
            observedAt = now;
            gauges.oldestUnpublished(session.oldestUnpublished().orElse(null));
        }
    }
}

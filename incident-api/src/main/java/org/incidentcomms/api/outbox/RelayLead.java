package org.incidentcomms.api.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.incidentcomms.api.outbox.EventSender.SendResult;
import org.incidentcomms.api.outbox.RelaySessionStore.OutboxRow;
import org.incidentcomms.service.loop.Backoff;
import org.jboss.logging.Logger;

/**
 * A term as leader, from the lock to the end of its session: rounds of reading, sending and marking. Used by the
 * relay's thread.
 *
 * <p>The order of steps keeps a replaced leader from publishing after its successor: it takes the lock, opens the
 * producer, and only then reads rows, through the session that holds the lock. If that session has ended, reading
 * fails; if it ends later, the next leader opens its producer later, which fences this one.
 */
final class RelayLead implements AutoCloseable {
    /** The action after a round. */
    enum Next {
        /** Wait for a wake-up. */
        WAIT,
        /** There may be more events, or a retry is due. */
        GO_ON,
        /** Another relay is the leader: end the session, and send nothing before the lock is taken again. */
        STEP_DOWN
    }

    private static final Logger LOG = Logger.getLogger(RelayLead.class);

    private final RelaySessionStore session;
    private final EventSender sender;
    private final RelayGauges gauges;
    private final OutboxConfig config;
    private final Clock clock;
    private final Backoff kafkaPause = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2));
    private final KeyBackoff keyBackoff = new KeyBackoff();

    /** The session must hold the lock. */
    RelayLead(RelaySessionStore session, EventSender sender, RelayGauges gauges, OutboxConfig config, Clock clock) {
        this.session = session;
        this.sender = sender;
        this.gauges = gauges;
        this.config = config;
        this.clock = clock;
    }

    /** Whether Kafka is in back-off. */
    boolean isPaused(Instant now) {
        return kafkaPause.holds(now);
    }

    /** Publishes the oldest events, at most one of each key, in one transaction, and marks them. */
    Next round() {
        if (!sender.isOpen() && !open()) {
            return Next.GO_ON;
        }
        // After a failure events are sent one at a time: if large transactions time out, the outbox still drains.
        int limit = kafkaPause.isActive() ? 1 : config.inFlight();
        List<OutboxRow> found = session.unpublished(keyBackoff.waiting(clock.instant()), limit, config.inFlightBytes());
        List<OutboxRow> batch = batch(found);
        if (batch.isEmpty()) {
            return Next.WAIT;
        }
        return switch (sender.send(batch)) {
            case SendResult.Committed committed -> {
                mark(batch);
                yield found.size() > batch.size() || found.size() == limit ? Next.GO_ON : Next.WAIT;
            }
            case SendResult.Refused(OutboxRow row, Exception failure) -> {
                LOG.errorf(
                        "kafka rejects an event; check the topic's limits event=%s reason=%s",
                        row.eventId(), reason(failure));
                keyBackoff.refused(row.key(), clock.instant());
                kafkaPause.reset();
                yield Next.GO_ON;
            }
            case SendResult.Unreachable(Exception failure) -> {
                backOff("kafka does not accept events", failure);
                yield Next.GO_ON;
            }
            case SendResult.Fenced(Exception failure) -> {
                LOG.warnf(
                        "another relay's producer has fenced this one; this relay steps down reason=%s",
                        reason(failure));
                yield Next.STEP_DOWN;
            }
        };
    }

    /** Checks the session first, because opening the producer fences the current leader. */
    private boolean open() {
        session.check();
        Optional<Exception> failure = sender.open();
        failure.ifPresent(each -> backOff("cannot initialize kafka transactions", each));
        return failure.isEmpty();
    }

    /** At most one event of a key, so that no failure can change the order within an incident; limited in bytes. */
    private List<OutboxRow> batch(List<OutboxRow> found) {
        List<OutboxRow> batch = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        long bytes = 0;
        for (OutboxRow row : found) {
            boolean hasRoom = batch.isEmpty() || bytes + row.value().length <= config.inFlightBytes();
            if (keys.add(row.key()) && hasRoom) {
                batch.add(row);
                bytes += row.value().length;
            }
        }
        return batch;
    }

    private void mark(List<OutboxRow> batch) {
        kafkaPause.reset();
        session.markPublished(batch.stream().map(OutboxRow::seq).toList());
        batch.forEach(row -> keyBackoff.published(row.key()));
        gauges.published(batch.size());
    }

    private void backOff(String what, Exception failure) {
        if (!kafkaPause.isActive()) {
            LOG.warnf("%s; events wait reason=%s", what, reason(failure));
        }
        kafkaPause.holdFrom(clock.instant());
    }

    /** The next term opens the producer again. */
    @Override
    public void close() {
        sender.close();
    }

    /** Names the root cause. */
    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure.getClass().getSimpleName() : reason(cause);
    }
}

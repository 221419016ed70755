package org.incidentcomms.kit.feed;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.incidentcomms.events.Topics;
import org.incidentcomms.kit.channel.TemporaryFailure;
import org.incidentcomms.kit.ledger.FeedPositionStore;
import org.incidentcomms.kit.ledger.LedgerException;
import org.incidentcomms.kit.ledger.Transactions;
import org.incidentcomms.kit.log.BrokerLiveness;
import org.incidentcomms.kit.log.KafkaSettings;
import org.incidentcomms.service.loop.GuardedLoop;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code status-events} as a member of the notifier's group and writes the records with their plans to the
 * ledger; then the offset is committed. It never sends, so a slow server does not delay it.
 *
 * <p>While the database is unavailable, records already read wait in memory.
 */
public final class IncidentFeed implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(IncidentFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final KafkaSettings settings;
    private final String group;
    private final Transactions transactions;
    private final FeedPositionStore positions = new FeedPositionStore();
    private final IntakeQueue waiting;
    private final EventIntake intake;
    private final GuardedLoop loop = new GuardedLoop("incident-feed", this::run);
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
    private final BrokerLiveness contact = new BrokerLiveness(Clock.systemUTC());

    /** {@code onPlanned} is called after each commit. */
    public IncidentFeed(
            KafkaSettings settings,
            String group,
            Transactions transactions,
            Planner planner,
            MeterRegistry registry,
            Instant startedAt,
            Consumer<Planned> onPlanned) {
        this.settings = settings;
        this.group = group;
        this.transactions = transactions;
        this.waiting = new IntakeQueue(planner);
        this.intake = new EventIntake(transactions, planner, registry, startedAt, onPlanned, loop);
    }

    public void start() {
        loop.start();
    }

    /** Whether the broker responds. */
    public BrokerLiveness contact() {
        return contact;
    }

    /** Reads with one consumer, until the feed is closed or something fails. */
    private Duration run() throws InterruptedException {
        try (KafkaConsumer<String, byte[]> reading = new KafkaConsumer<>(settings.member(group))) {
            consumer = reading;
            contact.renew();
            waiting.clear();
            intake.takeUnsupported();
            reading.subscribe(List.of(Topics.STATUS_EVENTS), new Positioning(reading));
            while (loop.isOpen()) {
                read(reading);
            }
        } catch (WakeupException e) {
            LOG.debug("incident feed closed");
        } catch (KafkaException e) {
            LOG.warnf("kafka unavailable, reading resumes when it is back reason=%s", e.getMessage());
        } catch (LedgerException e) {
            LOG.warnf("database unavailable, reading resumes when it is back reason=%s", e.getMessage());
        } finally {
            consumer = null;
        }
        return PAUSE;
    }

    /**
     * Starts at the position stored in the ledger, not at the group's offset: a ledger that lost its newest
     * transactions reads them again, and recognises the others by their ids.
     */
    private final class Positioning implements ConsumerRebalanceListener {
        private final KafkaConsumer<String, byte[]> reading;

        Positioning(KafkaConsumer<String, byte[]> reading) {
            this.reading = reading;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            for (TopicPartition partition : assigned) {
                OptionalLong next =
                        transactions.inTransaction(connection -> positions.next(connection, partition.partition()));
                if (next.isPresent()) {
                    reading.seek(partition, next.getAsLong());
                } else {
                    reading.seekToBeginning(List.of(partition));
                }
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            waiting.clear();
        }
    }

    /** Polls the log between two transactions, as more urgent records may have arrived. */
    private void read(KafkaConsumer<String, byte[]> reading) throws InterruptedException {
        if (waiting.hasRoom()) {
            waiting.add(reading.poll(waiting.isEmpty() ? POLL : Duration.ZERO));
            contact.observe(reading);
        }
        try {
            if (waiting.isEmpty()) {
                if (isAtEnd(reading)) {
                    intake.startMirrors();
                }
                return;
            }
            intake.takeSome(waiting);
        } catch (RuntimeException e) {
            if (!(e instanceof LedgerException) && !TemporaryFailure.isCauseOf(e)) {
                throw e;
            }
            LOG.warnf("database unavailable, records already read wait for it reason=%s", e.getMessage());
            loop.rest(PAUSE);
            return;
        }
        if (waiting.isEmpty()) {
            reading.commitSync();
        }
    }

    private static boolean isAtEnd(KafkaConsumer<String, byte[]> reading) {
        return !reading.assignment().isEmpty()
                && reading.assignment().stream()
                        .allMatch(partition -> reading.currentLag(partition).orElse(1) == 0);
    }

    /** Leaves the group; returns when that is done, so that another member takes over at once. */
    @Override
    public void close() {
        loop.closeSoon();
        KafkaConsumer<String, byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        loop.close();
    }
}

package org.incidentcomms.kit.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.MalformedEventException;
import org.incidentcomms.events.Topics;
import org.incidentcomms.kit.ledger.LedgerClock;
import org.incidentcomms.kit.ledger.LedgerException;
import org.incidentcomms.kit.ledger.RecoveryStore;
import org.incidentcomms.kit.ledger.Transactions;
import org.incidentcomms.kit.log.KafkaSettings;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Before the first event: a ledger that is new, or restored from a backup, learns from this notifier's reports in {@code
 * delivery-reports} (kept for 14 days) what was told already. For a notifier that never ran there are none. Any other
 * ledger needs one look at the database, and no broker.
 */
public final class LedgerRecovery {
    private static final Logger LOG = Logger.getLogger(LedgerRecovery.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

    private final KafkaSettings kafka;
    private final Transactions transactions;
    private final EventCodec codec;
    private final Collection<String> destinations;
    private final Duration giveUpAfter;
    private final Clock clock;
    private final RecoveryStore store = new RecoveryStore(LedgerClock.DATABASE);

    public LedgerRecovery(
            KafkaSettings kafka,
            Transactions transactions,
            EventCodec codec,
            Collection<String> destinations,
            Duration giveUpAfter,
            Clock clock) {
        this.kafka = kafka;
        this.transactions = transactions;
        this.codec = codec;
        this.destinations = List.copyOf(destinations);
        this.giveUpAfter = giveUpAfter;
        this.clock = clock;
    }

    /** The newest report of each event and destination, and when the oldest of all was written. */
    private record Reports(
            Map<String, DeliveryReport> newest, @Nullable Instant oldest) {}

    /**
     * Recovers the ledger if it has not been.
     *
     * @param isOpen asked between two polls; false ends the attempt
     * @return whether the ledger is recovered; false if Kafka or the database is unavailable, or does not answer
     */
    public boolean recover(BooleanSupplier isOpen) {
        try {
            if (transactions.inTransaction(store::at).isPresent()) {
                return true;
            }
            Optional<Reports> read = read(isOpen);
            read.ifPresent(this::apply);
            return read.isPresent();
        } catch (KafkaException e) {
            LOG.warnf("kafka unavailable, a new or restored ledger waits for it reason=%s", e.getMessage());
        } catch (LedgerException e) {
            LOG.warnf("database unavailable, the notifier waits for it reason=%s", e.getMessage());
        }
        return false;
    }

    private void apply(Reports reports) {
        Instant now = clock.instant();
        transactions.run(connection -> {
            store.lock(connection);
            if (store.at(connection).isEmpty()) {
                store.recover(connection, reports.newest().values(), firstStart(reports.oldest(), now), now);
            }
        });
        if (!reports.newest().isEmpty()) {
            LOG.infof(
                    "ledger was lost or restored, brought up to its reports count=%d",
                    reports.newest().size());
        }
    }

    /** What is older than the time after which events are given up is not told, whatever became of its reports. */
    private Instant firstStart(@Nullable Instant oldestReport, Instant now) {
        Instant limit = now.minus(giveUpAfter);
        return oldestReport == null ? now : oldestReport.isBefore(limit) ? limit : oldestReport;
    }

    private Optional<Reports> read(BooleanSupplier isOpen) {
        Map<String, DeliveryReport> newest = new HashMap<>();
        Instant oldest = null;
        try (KafkaConsumer<String, byte[]> reading = new KafkaConsumer<>(kafka.reader())) {
            List<TopicPartition> partitions = partitions(reading);
            reading.assign(partitions);
            reading.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = reading.endOffsets(partitions);
            long heardAt = System.nanoTime();
            while (!isAt(reading, ends)) {
                if (!isOpen.getAsBoolean() || System.nanoTime() - heardAt > LONGEST_SILENCE.toNanos()) {
                    return Optional.empty();
                }
                for (ConsumerRecord<String, byte[]> record : reading.poll(POLL)) {
                    heardAt = System.nanoTime();
                    DeliveryReport report = ownReport(record);
                    if (report != null) {
                        newest.merge(
                                report.eventId() + "/" + report.destination(),
                                report,
                                (a, b) -> b.revision() > a.revision() ? b : a);
                        Instant at = Instant.ofEpochMilli(record.timestamp());
                        oldest = oldest == null || at.isBefore(oldest) ? at : oldest;
                    }
                }
            }
        }
        return Optional.of(new Reports(newest, oldest));
    }

    /** None while incident-api has not created the topic: nothing was reported then. */
    private static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> reading) {
        List<PartitionInfo> known = reading.partitionsFor(Topics.DELIVERY_REPORTS);
        return known == null
                ? List.of()
                : known.stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
    }

    private static boolean isAt(KafkaConsumer<String, byte[]> reading, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> reading.position(end.getKey()) >= end.getValue());
    }

    private @Nullable DeliveryReport ownReport(ConsumerRecord<String, byte[]> record) {
        try {
            DeliveryReport report = codec.decodeReport(record.value());
            return destinations.contains(report.destination()) ? report : null;
        } catch (MalformedEventException e) {
            LOG.debugf("unreadable report skipped offset=%d reason=%s", record.offset(), e.getMessage());
            return null;
        }
    }
}

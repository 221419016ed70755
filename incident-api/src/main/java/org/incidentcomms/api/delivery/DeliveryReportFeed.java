package org.incidentcomms.api.delivery;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.MalformedEventException;
import org.incidentcomms.events.Topics;
import org.incidentcomms.service.kafka.KafkaConnection;
import org.incidentcomms.service.loop.GuardedLoop;
import org.incidentcomms.service.storage.StorageException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code delivery-reports} into {@link DeliveryStore}. Offsets are committed after the rows; as reports are
 * cumulative and revisions increase, reading one twice is harmless.
 */
@ApplicationScoped
public class DeliveryReportFeed {
    private static final Logger LOG = Logger.getLogger(DeliveryReportFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final DeliveryStore store;
    private final DeliveryStreams live;
    private final KafkaConnection settings;
    private final EventCodec codec = new EventCodec();
    private final GuardedLoop loop = new GuardedLoop("delivery-reports", this::run);
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

    DeliveryReportFeed(DeliveryStore store, DeliveryStreams live, KafkaConnection settings) {
        this.store = store;
        this.live = live;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    /** Waits until the consumer has left its group: the next replica then takes over at once. */
    void stop(@Observes ShutdownEvent event) {
        loop.closeSoon();
        KafkaConsumer<String, byte[]> running = consumer;
        if (running != null) {
            running.wakeup();
        }
        boolean unused = loop.join(Duration.ofSeconds(5));
    }

    /** Reads with one consumer, until the feed is stopped or something fails. */
    private Duration run() throws InterruptedException {
        KafkaConsumer<String, byte[]> member = null;
        try {
            member = new KafkaConsumer<>(settings.member("incident-api-reports", "incident-api"));
            consumer = member;
            read(member);
        } catch (WakeupException e) {
            LOG.debug("stopped reading delivery reports");
        } catch (KafkaException e) {
            LOG.warnf(
                    "cannot read delivery reports; restarting the consumer reason=%s",
                    e.getClass().getSimpleName());
        } finally {
            consumer = null;
            if (member != null) {
                close(member);
            }
        }
        return AFTER_FAILURE;
    }

    private void read(KafkaConsumer<String, byte[]> member) throws InterruptedException {
        member.subscribe(List.of(Topics.DELIVERY_REPORTS));
        while (loop.isOpen()) {
            ConsumerRecords<String, byte[]> records = member.poll(POLL);
            if (records.isEmpty()) {
                continue;
            }
            try {
                List<DeliveryReport> reports = reportsIn(records);
                keep(reports);
                live.changed(reports.stream().map(DeliveryReport::incidentId).collect(Collectors.toSet()));
                member.commitSync();
            } catch (StorageException e) {
                LOG.warnf("cannot store delivery reports; they will be read again reason=%s", e.getMessage());
                rewind(member, records);
                loop.rest(AFTER_FAILURE);
            }
        }
    }

    /** A report the database rejects must not block the others. */
    private void keep(List<DeliveryReport> reports) {
        try {
            store.keep(reports);
        } catch (StorageException e) {
            if (e.isUnavailable()) {
                throw e;
            }
            for (DeliveryReport report : reports) {
                keepOrSkip(report);
            }
        }
    }

    private void keepOrSkip(DeliveryReport report) {
        try {
            store.keep(List.of(report));
        } catch (StorageException e) {
            if (e.isUnavailable()) {
                throw e;
            }
            LOG.errorf("skipped a delivery report that cannot be stored event=%s", report.eventId());
        }
    }

    private List<DeliveryReport> reportsIn(ConsumerRecords<String, byte[]> records) {
        List<DeliveryReport> reports = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                DeliveryReport report = codec.decodeReport(record.value());
                if (report.eventId() == null || report.destination() == null || report.incidentId() == null) {
                    throw new MalformedEventException("a report without event, incident or destination", null);
                }
                reports.add(report);
            } catch (MalformedEventException e) {
                LOG.errorf(
                        "skipped an unreadable delivery report partition=%d offset=%d",
                        record.partition(), record.offset());
            }
        }
        return reports;
    }

    private static void rewind(KafkaConsumer<String, byte[]> member, ConsumerRecords<String, byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            member.seek(partition, records.records(partition).getFirst().offset());
        }
    }

    private static void close(KafkaConsumer<String, byte[]> member) {
        try {
            member.close(CloseOptions.timeout(Duration.ofSeconds(2)));
        } catch (RuntimeException e) {
            LOG.debugf("consumer did not close cleanly reason=%s", e.getClass().getSimpleName());
        }
    }
}

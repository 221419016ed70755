package org.incidentcomms.api;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.Topics;
import org.incidentcomms.testkit.quarkus.SharedServers;

/** Reports on the topic, as a notifier would send them. */
public final class Reports implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());
    private long revision;

    /** What became so far of the event that made this version of the incident. */
    public void send(
            String incident, long version, String update, String destination, DeliveryState state, Tally tally) {
        DeliveryReport report = new DeliveryReport(
                incident + "-" + version,
                incident,
                update,
                destination,
                ++revision,
                state,
                tally.total(),
                tally.delivered(),
                tally.failed(),
                0,
                tally.total() - tally.delivered() - tally.failed(),
                destination.equals("email") ? null : "https://example.org/" + destination,
                tally.failed() > 0 ? "no_such_recipient" : null,
                Instant.now(),
                Instant.now());
        var unused =
                producer.send(new ProducerRecord<>(Topics.DELIVERY_REPORTS, incident, new EventCodec().encode(report)));
        producer.flush();
    }

    /** Whatever that is. */
    public void send(byte[] value) {
        var unused = producer.send(new ProducerRecord<>(Topics.DELIVERY_REPORTS, "odd", value));
        producer.flush();
    }

    /** How many it concerns, and how many of them it reached or not. */
    public record Tally(long total, long delivered, long failed) {
        public static final Tally ONE = new Tally(1, 1, 0);
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ofSeconds(1));
    }
}

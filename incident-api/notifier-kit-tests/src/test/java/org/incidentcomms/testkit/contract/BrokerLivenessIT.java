package org.incidentcomms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.incidentcomms.events.Topics;
import org.incidentcomms.kit.log.BrokerLiveness;
import org.incidentcomms.kit.log.KafkaSettings;
import org.incidentcomms.testkit.kafka.EmbeddedKafka;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A consumer that reads nothing polls without an error; health must not say that all is well. */
class BrokerLivenessIT {
    private static final Duration POLL = Duration.ofMillis(100);

    private final BrokerLiveness liveness = new BrokerLiveness(Clock.systemUTC());

    @Test
    void a_broker_without_coordinator_is_alive_for_a_reader_but_not_for_a_member(@TempDir Path data) {
        try (EmbeddedKafka kafka = EmbeddedKafka.startWithoutCoordinator(data)) {
            kafka.recreateTopic(Topics.STATUS_EVENTS, 1, Map.of());
            KafkaSettings settings = new KafkaSettings(kafka.bootstrapServers(), "liveness");
            try (KafkaConsumer<String, byte[]> member = new KafkaConsumer<>(settings.member("group"))) {
                member.subscribe(List.of(Topics.STATUS_EVENTS));
                await().until(() -> polled(member, liveness) && received(member) > 0);
                assertThat(liveness.isFresh()).isFalse();
            }
            liveness.renew();
            try (KafkaConsumer<String, byte[]> reader = new KafkaConsumer<>(settings.reader())) {
                reader.assign(List.of(new TopicPartition(Topics.STATUS_EVENTS, 0)));
                await().until(() -> polled(reader, liveness) && liveness.isFresh());
            }
        }
    }

    @Test
    void a_member_without_a_partition_is_alive(@TempDir Path data) {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data, 0)) {
            kafka.recreateTopic(Topics.STATUS_EVENTS, 1, Map.of());
            KafkaSettings settings = new KafkaSettings(kafka.bootstrapServers(), "liveness");
            try (KafkaConsumer<String, byte[]> first = new KafkaConsumer<>(settings.member("group"));
                    KafkaConsumer<String, byte[]> second = new KafkaConsumer<>(settings.member("group"))) {
                first.subscribe(List.of(Topics.STATUS_EVENTS));
                second.subscribe(List.of(Topics.STATUS_EVENTS));
                BrokerLiveness other = new BrokerLiveness(Clock.systemUTC());
                await().until(() -> polled(first, liveness)
                        && polled(second, other)
                        && liveness.isFresh()
                        && other.isFresh()
                        && first.assignment().size() + second.assignment().size() == 1);
            }
        }
    }

    private static boolean polled(KafkaConsumer<String, byte[]> consumer, BrokerLiveness liveness) {
        consumer.poll(POLL);
        liveness.observe(consumer);
        return true;
    }

    private static double received(KafkaConsumer<String, byte[]> consumer) {
        return consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("incoming-byte-total")
                        && metric.getKey().group().equals("consumer-metrics"))
                .mapToDouble(metric -> (Double) metric.getValue().metricValue())
                .sum();
    }
}

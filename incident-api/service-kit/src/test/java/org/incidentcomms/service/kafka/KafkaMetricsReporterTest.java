package org.incidentcomms.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;

/** No broker: clients register their metrics before they connect. */
class KafkaMetricsReporterTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final KafkaConnection connection = new KafkaConnection(
            new SmallRyeConfigBuilder()
                    .withDefaultValue("kafka.bootstrap.servers", "127.0.0.1:1")
                    .build(),
            registry);

    @Test
    void a_client_is_measured_from_its_start_to_its_end() {
        try (var producer = new KafkaProducer<String, byte[]>(connection.producer("sender"));
                var consumer = new KafkaConsumer<String, byte[]>(connection.member("reader", "group"))) {
            assertThat(registry.get("kafka.producer.record.error.total")
                            .tag("client.id", "sender")
                            .functionCounter()
                            .count())
                    .isZero();
            assertThat(names())
                    .contains("kafka.consumer.coordinator.rebalance.total", "kafka.consumer.connection.count")
                    .doesNotContain("kafka.consumer.io.ratio");
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void lag_is_measured_for_each_partition_while_it_is_assigned() {
        KafkaMetric lag = metric(
                "consumer-fetch-manager-metrics",
                "records-lag",
                Map.of("client-id", "reader", "topic", "status-events", "partition", "0"));
        try (var reporter = new KafkaMetricsReporter()) {
            reporter.configure(connection.consumer("reader"));
            reporter.init(List.of(lag));

            assertThat(registry.get("kafka.consumer.fetch.manager.records.lag")
                            .tags("client.id", "reader", "topic", "status-events", "partition", "0")
                            .gauge()
                            .value())
                    .isEqualTo(42);

            reporter.metricRemoval(lag);
            assertThat(names()).isEmpty();
        }
    }

    private List<String> names() {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .map(Meter.Id::getName)
                .toList();
    }

    private static KafkaMetric metric(String group, String name, Map<String, String> tags) {
        return new KafkaMetric(
                new Object(),
                new MetricName(name, group, "", tags),
                (Gauge<Long>) (config, now) -> 42L,
                new MetricConfig(),
                Time.SYSTEM);
    }
}

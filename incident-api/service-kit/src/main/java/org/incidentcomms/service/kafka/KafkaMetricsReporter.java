package org.incidentcomms.service.kafka;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/**
 * Binds a Kafka client's metrics to Micrometer as long as the client lives; Kafka creates one per client. The names are
 * those of Micrometer's {@code KafkaClientMetrics}: {@code kafka.}, the group, the metric. Durations stay in Kafka's
 * milliseconds.
 *
 * <p>Only those that an operator needs: a client has about a hundred, many of them per broker.
 */
public final class KafkaMetricsReporter implements MetricsReporter {
    /** Key of the {@link MeterRegistry} in the client's settings. */
    static final String REGISTRY = "meter.registry";

    /** The only one per partition; the others are taken for the client as a whole. */
    private static final String LAG = "kafka.consumer.fetch.manager.records.lag";

    private static final Set<String> BOUND = Set.of(
            LAG,
            "kafka.consumer.fetch.manager.records.consumed.total",
            "kafka.consumer.fetch.manager.fetch.latency.avg",
            "kafka.consumer.coordinator.rebalance.total",
            "kafka.consumer.coordinator.failed.rebalance.total",
            "kafka.consumer.coordinator.last.heartbeat.seconds.ago",
            "kafka.consumer.time.between.poll.max",
            "kafka.consumer.connection.count",
            "kafka.consumer.failed.authentication.total",
            "kafka.producer.record.send.total",
            "kafka.producer.record.error.total",
            "kafka.producer.record.retry.total",
            "kafka.producer.request.latency.avg",
            "kafka.producer.connection.count",
            "kafka.producer.failed.authentication.total");

    private final Map<MetricName, Meter> meters = new ConcurrentHashMap<>();
    private MeterRegistry registry = io.micrometer.core.instrument.Metrics.globalRegistry;

    @Override
    public void configure(Map<String, ?> settings) {
        registry = (MeterRegistry) Objects.requireNonNull(settings.get(REGISTRY), REGISTRY);
    }

    @Override
    public void init(List<KafkaMetric> metrics) {
        metrics.forEach(this::metricChange);
    }

    @Override
    public void metricChange(KafkaMetric metric) {
        MetricName key = metric.metricName();
        String name = meterName(key);
        if (BOUND.contains(name) && key.tags().size() == (name.equals(LAG) ? 3 : 1)) {
            meters.put(key, register(name, metric));
        }
    }

    @Override
    public void metricRemoval(KafkaMetric metric) {
        Meter meter = meters.remove(metric.metricName());
        if (meter != null) {
            registry.remove(meter);
        }
    }

    @Override
    public void close() {
        meters.values().forEach(registry::remove);
        meters.clear();
    }

    private Meter register(String name, KafkaMetric metric) {
        List<Tag> tags = metric.metricName().tags().entrySet().stream()
                .map(tag -> Tag.of(tag.getKey().replace('-', '.'), tag.getValue()))
                .toList();
        return name.endsWith(".total")
                ? FunctionCounter.builder(name, metric, KafkaMetricsReporter::value)
                        .tags(tags)
                        .register(registry)
                : Gauge.builder(name, metric, KafkaMetricsReporter::value)
                        .tags(tags)
                        .register(registry);
    }

    private static String meterName(MetricName key) {
        String group = key.group().endsWith("-metrics")
                ? key.group().substring(0, key.group().length() - "-metrics".length())
                : key.group();
        return "kafka." + group.replace('-', '.') + "." + key.name().replace('-', '.');
    }

    private static double value(KafkaMetric metric) {
        return metric.metricValue() instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}

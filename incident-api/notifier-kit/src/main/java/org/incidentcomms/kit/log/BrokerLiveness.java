package org.incidentcomms.kit.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * Whether the broker responds and, to a member of a group, the group's coordinator does. A consumer without either keeps
 * polling without an error. The broker's liveness shows in incoming bytes, which arrive several times a second with or
 * without events; the coordinator's in heartbeats, which a member without partitions sends too.
 */
public final class BrokerLiveness {
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final Clock clock;
    private volatile @Nullable Instant last;
    private @Nullable Metric incoming;
    private @Nullable Metric heartbeat;
    private double seen;

    public BrokerLiveness(Clock clock) {
        this.clock = clock;
    }

    /** Call after each poll, on the consumer's thread. */
    public void observe(Consumer<?, ?> consumer) {
        Metric bytes = incoming;
        if (bytes == null) {
            bytes = find(consumer, "incoming-byte-total", "consumer-metrics");
            incoming = bytes;
            heartbeat = find(consumer, "last-heartbeat-seconds-ago", "consumer-coordinator-metrics");
        }
        if (bytes != null && bytes.metricValue() instanceof Double received && received > seen) {
            seen = received;
            if (hasCoordinator()) {
                last = clock.instant();
            }
        }
    }

    /** Also without a group, when the metric is missing. Before the first heartbeat its value is -1. */
    private boolean hasCoordinator() {
        Metric metric = heartbeat;
        return metric == null || metric.metricValue() instanceof Double ago && ago >= 0 && ago < SILENCE.toSeconds();
    }

    /** Starts again with a new consumer. */
    public void renew() {
        incoming = null;
        heartbeat = null;
        seen = 0;
    }

    /** Whether broker and coordinator responded in the last ten seconds. */
    public boolean isFresh() {
        Instant answered = last;
        return answered != null && Duration.between(answered, clock.instant()).compareTo(SILENCE) < 0;
    }

    private static @Nullable Metric find(Consumer<?, ?> consumer, String name, String group) {
        for (Map.Entry<MetricName, ? extends Metric> metric : consumer.metrics().entrySet()) {
            if (metric.getKey().name().equals(name) && metric.getKey().group().equals(group)) {
                return metric.getValue();
            }
        }
        return null;
    }
}

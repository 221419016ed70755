package org.incidentcomms.kit.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * Whether the broker responds. A consumer whose broker is unavailable keeps polling without an error; liveness shows in
 * incoming bytes, which arrive several times a second while the broker is available, with or without events.
 */
public final class BrokerLiveness {
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final Clock clock;
    private volatile @Nullable Instant last;
    private @Nullable Metric incoming;
    private double seen;

    public BrokerLiveness(Clock clock) {
        this.clock = clock;
    }

    /** Call after each poll, on the consumer's thread. */
    public void observe(Consumer<?, ?> consumer) {
        Metric metric = incoming;
        if (metric == null) {
            metric = find(consumer);
            incoming = metric;
        }
        if (metric != null && metric.metricValue() instanceof Double bytes && bytes > seen) {
            seen = bytes;
            last = clock.instant();
        }
    }

    /** Starts again with a new consumer. */
    public void renew() {
        incoming = null;
        seen = 0;
    }

    /** Whether the broker responded in the last ten seconds. */
    public boolean isFresh() {
        Instant answered = last;
        return answered != null && Duration.between(answered, clock.instant()).compareTo(SILENCE) < 0;
    }

    private static @Nullable Metric find(Consumer<?, ?> consumer) {
        for (MetricName name : consumer.metrics().keySet()) {
            if (name.name().equals("incoming-byte-total") && name.group().equals("consumer-metrics")) {
                return consumer.metrics().get(name);
            }
        }
        return null;
    }
}

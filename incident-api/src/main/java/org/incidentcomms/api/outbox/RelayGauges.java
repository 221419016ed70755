package org.incidentcomms.api.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The relay's metrics. The age grows while the database is unavailable, so that an alert on it still fires. */
@ApplicationScoped
class RelayGauges {
    private final MeterRegistry registry;
    private final List<Gauge> meters;
    private final Clock clock;
    private final Counter published;
    private final AtomicReference<@Nullable Instant> oldest = new AtomicReference<>();
    private volatile boolean leads;

    RelayGauges(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        this.registry = registry;
        meters = List.of(
                Gauge.builder(
                                "outbox.oldest.unpublished.age",
                                this,
                                gauges -> gauges.oldestAge().toMillis() / 1000.0)
                        .baseUnit("seconds")
                        .description("Age of the oldest accepted event that Kafka has not acknowledged")
                        .register(registry),
                Gauge.builder("outbox.relay.leader", this, gauges -> gauges.leads ? 1 : 0)
                        .description("1 on the replica that publishes, 0 on the others")
                        .register(registry));
        published = Counter.builder("outbox.published")
                .description("Events acknowledged by Kafka and marked")
                .register(registry);
    }

    /** The registry outlives a restart within the process, and would keep querying a closed object. */
    @PreDestroy
    void remove() {
        meters.forEach(registry::remove);
    }

    Duration oldestAge() {
        Instant since = oldest.get();
        if (since == null) {
            return Duration.ZERO;
        }
        Duration age = Duration.between(since, clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    boolean leads() {
        return leads;
    }

    void leading(boolean now) {
        leads = now;
    }

    void published(int count) {
        published.increment(count);
    }

    void oldestUnpublished(@Nullable Instant acceptedAt) {
        oldest.set(acceptedAt);
    }
}

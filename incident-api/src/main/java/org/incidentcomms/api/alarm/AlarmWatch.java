package org.incidentcomms.api.alarm;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.incidentcomms.service.loop.GuardedLoop;
import org.incidentcomms.service.storage.StorageException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the conditions and tells operators each new one once, at most {@value #MOST_AT_ONCE} in a message. What was
 * told is in the database, shared by all replicas; a message that is refused is retried with back-off.
 */
@Singleton
class AlarmWatch {
    private static final Logger LOG = Logger.getLogger(AlarmWatch.class);
    private static final int MOST_AT_ONCE = 20;

    private final AlarmConditions conditions;
    private final ParkedChannels channels;
    private final AlarmStore store;
    private final OperatorWebhook webhook;
    private final Duration interval;
    private final Clock clock;
    private final MeterRegistry registry;
    private final Gauge overdue;
    private final Counter failures;
    private volatile @Nullable Instant overdueSince;
    private final GuardedLoop loop = new GuardedLoop("operator-alarms", this::turn);

    AlarmWatch(
            AlarmConditions conditions,
            ParkedChannels channels,
            AlarmStore store,
            OperatorWebhook webhook,
            AlarmConfig config,
            Clock clock,
            MeterRegistry registry) {
        this.conditions = conditions;
        this.channels = channels;
        this.store = store;
        this.webhook = webhook;
        this.interval = config.interval();
        this.clock = clock;
        this.registry = registry;
        this.overdue = Gauge.builder("next.update.overdue", this, AlarmWatch::overdueSeconds)
                .baseUnit("seconds")
                .description("How long the longest overdue promised update has been overdue")
                .register(registry);
        this.failures = Counter.builder("operator.alarm.failures")
                .description("Alarms that the operators' webhook did not take")
                .register(registry);
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.interrupt();
        boolean unused = loop.join(Duration.ofSeconds(5));
    }

    @PreDestroy
    void remove() {
        registry.remove(overdue);
        registry.remove(failures);
    }

    private double overdueSeconds() {
        Instant since = overdueSince;
        return since == null ? 0 : Duration.between(since, clock.instant()).toMillis() / 1000.0;
    }

    private Duration turn() throws InterruptedException {
        try {
            look();
        } catch (StorageException e) {
            LOG.warnf("operator alarms: database unavailable nextAttempt=%s reason=%s", interval, e.getMessage());
        }
        return interval;
    }

    /** One look at the conditions; tells the new ones. */
    void look() throws InterruptedException {
        overdueSince = store.overdueSince(clock.instant()).orElse(null);
        if (!webhook.isConfigured()) {
            return;
        }
        ParkedChannels.Found found = channels.now();
        // After the notifiers, which may take seconds to answer: a look at older conditions forgets newer alarms.
        Instant now = clock.instant();
        store.sync(conditions.at(now, found), AlarmConditions.unknown(found), now);
        List<Alarm> untold = store.take(now, MOST_AT_ONCE);
        if (untold.isEmpty()) {
            return;
        }
        Optional<String> failure = webhook.post(untold);
        if (failure.isEmpty()) {
            store.told(untold, clock.instant());
        } else {
            failures.increment(untold.size());
            LOG.warnf("the operators' webhook took no alarms count=%d reason=%s", untold.size(), failure.get());
        }
    }
}

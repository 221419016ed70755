package org.incidentcomms.kit.notifier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.ledger.ChannelStateStore.ChannelState;
import org.incidentcomms.kit.ledger.DeadLetterStore;
import org.incidentcomms.kit.ledger.InboxStore;
import org.incidentcomms.kit.ledger.Lane;
import org.incidentcomms.kit.ledger.LedgerException;
import org.incidentcomms.kit.ledger.PlanStore;
import org.incidentcomms.kit.ledger.PlanStore.LaneAge;
import org.incidentcomms.kit.ledger.Transactions;
import org.jboss.logging.Logger;

/**
 * What happens every few seconds beside the deliveries: giving up what is too old, forgetting the texts of what was withdrawn, and counting for metrics and health.
 * Gauges: {@code oldest_undelivered_seconds{destination, lane}}, {@code channel_paused{destination}} (1 paused, 2
 * parked), {@code dead_letters{kind}}.
 */
public final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration FORGETS_AFTER = Duration.ofMinutes(1);

    private final Transactions transactions;
    private final PlanStore plans;
    private final InboxStore inbox = new InboxStore();
    private final DeadLetterStore deadLetters = new DeadLetterStore();
    private final List<Channel<?>> channels;
    private final Duration giveUpAfter;
    private final Clock clock;
    private final Map<String, Double> oldest = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("housekeeping").unstarted(this::run);
    private long rounds;
    private volatile Counts counts = new Counts(0, 0, 0);

    /** What a person wants to know when looking at health. */
    public record Counts(long beforeStart, long poison, long givenUp) {}

    Housekeeping(
            Transactions transactions,
            PlanStore plans,
            List<Channel<?>> channels,
            Duration giveUpAfter,
            MeterRegistry registry,
            Clock clock,
            Supplier<Map<String, ChannelState>> states) {
        this.transactions = transactions;
        this.plans = plans;
        this.channels = channels;
        this.giveUpAfter = giveUpAfter;
        this.clock = clock;
        for (Channel<?> channel : channels) {
            String destination = channel.destination();
            for (Lane lane : Lane.values()) {
                Gauge.builder(
                                "oldest_undelivered_seconds",
                                oldest,
                                ages -> ages.getOrDefault(key(destination, lane), 0.0))
                        .tag("destination", destination)
                        .tag("lane", lane.name().toLowerCase(Locale.ROOT))
                        .register(registry);
            }
            Gauge.builder("channel_paused", states, all -> paused(all.get().get(destination)))
                    .tag("destination", destination)
                    .register(registry);
        }
        Gauge.builder("dead_letters", this, self -> self.counts.poison())
                .tag("kind", "poison")
                .register(registry);
        Gauge.builder("dead_letters", this, self -> self.counts.givenUp())
                .tag("kind", "delivery")
                .register(registry);
    }

    void start() {
        thread.start();
    }

    Counts counts() {
        return counts;
    }

    private static double paused(@org.jspecify.annotations.Nullable ChannelState state) {
        if (state == null || state.pausedUntil() == null) {
            return 0;
        }
        return state.parked() ? 2 : 1;
    }

    private void run() {
        try {
            do {
                tidy();
            } while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tidy() {
        try {
            for (Channel<?> channel : channels) {
                expire(channel.destination());
                measure(channel.destination());
            }
            if (rounds++ % 12 == 0) {
                transactions.inTransaction(connection -> inbox.forgetWithdrawn(connection, FORGETS_AFTER));
            }
            counts = transactions.inTransaction(connection -> new Counts(
                    inbox.countBeforeStart(connection),
                    deadLetters.count(connection, "poison"),
                    deadLetters.count(connection, "delivery")));
        } catch (LedgerException e) {
            LOG.debugf("housekeeping waits for the database reason=%s", e.getMessage());
        }
    }

    private void expire(String destination) {
        Instant deadline = clock.instant().minus(giveUpAfter);
        List<String> events = transactions.inTransaction(connection -> {
            List<String> expired = plans.expire(connection, destination, deadline);
            for (String event : expired) {
                String reason = FailureReason.GAVE_UP.label();
                deadLetters.delivery(connection, event, destination, null, reason, "not done in " + giveUpAfter);
            }
            return expired;
        });
        events.forEach(
                event -> LOG.errorf("gave up on what is left of an event event=%s channel=%s", event, destination));
    }

    private void measure(String destination) {
        List<LaneAge> ages = transactions.inTransaction(connection -> plans.oldest(connection, destination));
        for (Lane lane : Lane.values()) {
            oldest.put(key(destination, lane), 0.0);
        }
        ages.forEach(age -> oldest.put(key(destination, age.lane()), age.seconds()));
    }

    private static String key(String destination, Lane lane) {
        return destination + "/" + lane;
    }

    @Override
    public void close() {
        closing.countDown();
    }
}

package org.incidentcomms.kit.notifier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.MirrorChannel;
import org.incidentcomms.kit.ledger.ChannelStateStore.ChannelState;
import org.incidentcomms.kit.ledger.CopyStore;
import org.incidentcomms.kit.ledger.DeadLetterStore;
import org.incidentcomms.kit.ledger.InboxStore;
import org.incidentcomms.kit.ledger.InterventionStore;
import org.incidentcomms.kit.ledger.Lane;
import org.incidentcomms.kit.ledger.LedgerClock;
import org.incidentcomms.kit.ledger.LedgerException;
import org.incidentcomms.kit.ledger.PlanStore;
import org.incidentcomms.kit.ledger.PlanStore.LaneAge;
import org.incidentcomms.kit.ledger.PruneStore;
import org.incidentcomms.kit.ledger.Transactions;
import org.incidentcomms.service.loop.GuardedLoop;
import org.jboss.logging.Logger;

/**
 * Periodic work besides the deliveries: gives up events past the deadline, removes the texts of withdrawn incidents,
 * and counts for metrics and health. Gauges: {@code oldest_undelivered_seconds{destination, lane}},
 * {@code channel_paused{destination}} (1 paused, 2 parked), {@code dead_letters{kind}},
 * {@code removals_overdue{destination}}.
 */
public final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    /** After this time, withdrawn text that is still public needs an operator. */
    private static final Duration OVERDUE = Duration.ofMinutes(15);

    private static final Duration FORGETS_AFTER = Duration.ofMinutes(1);
    /**
     * Retention of outcomes, and with them the time in which they can be retried; after that only the counts are left.
     */
    private static final Duration KEPT = Duration.ofDays(90);

    private final Transactions transactions;
    private final PlanStore plans;
    private final InterventionStore interventions;
    private final InboxStore inbox;
    private final DeadLetterStore deadLetters;
    private final CopyStore copies;
    private final PruneStore prunes = new PruneStore();
    private final List<Channel<?>> channels;
    private final Duration giveUpAfter;
    private final Clock clock;
    private final Map<String, Double> oldest = new ConcurrentHashMap<>();
    private final Map<String, Long> overdue = new ConcurrentHashMap<>();
    private final GuardedLoop loop = new GuardedLoop("housekeeping", this::turn, Thread.ofVirtual());
    private long rounds;
    private volatile Counts counts = new Counts(0, 0, 0);

    /** The figures shown in health. */
    public record Counts(long beforeStart, long poison, long givenUp) {}

    Housekeeping(
            Transactions transactions,
            LedgerClock ledgerClock,
            List<Channel<?>> channels,
            Duration giveUpAfter,
            MeterRegistry registry,
            Clock clock,
            Supplier<Map<String, ChannelState>> states) {
        this.transactions = transactions;
        this.plans = new PlanStore(ledgerClock);
        this.interventions = new InterventionStore(ledgerClock);
        this.inbox = new InboxStore(ledgerClock);
        this.copies = new CopyStore(ledgerClock);
        this.deadLetters = new DeadLetterStore(ledgerClock);
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
            if (channel instanceof MirrorChannel) {
                Gauge.builder("removals_overdue", overdue, counts -> counts.getOrDefault(destination, 0L))
                        .tag("destination", destination)
                        .register(registry);
            }
            Gauge.builder("channel_paused", states, all -> paused(all.get().get(destination)))
                    .strongReference(true)
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
        loop.start();
    }

    Counts counts() {
        return counts;
    }

    /** Whether something was not delivered yet a few seconds ago. */
    boolean isWaiting(String destination) {
        return Arrays.stream(Lane.values()).anyMatch(lane -> oldest.getOrDefault(key(destination, lane), 0.0) > 0);
    }

    /** Number of withdrawn texts that are still public after a quarter of an hour, by destination. */
    Map<String, Long> overdueRemovals() {
        return overdue;
    }

    private static double paused(@org.jspecify.annotations.Nullable ChannelState state) {
        if (state == null || state.pausedUntil() == null) {
            return 0;
        }
        return state.parked() ? 2 : 1;
    }

    private Duration turn() {
        try {
            for (Channel<?> channel : channels) {
                expire(channel.destination());
                measure(channel.destination());
            }
            if (rounds++ % 12 == 0) {
                clearUp();
            }
            count();
        } catch (LedgerException e) {
            LOG.debugf("housekeeping waits for the database reason=%s", e.getMessage());
        }
        return INTERVAL;
    }

    private void clearUp() {
        transactions.inTransaction(connection -> inbox.forgetWithdrawn(connection, FORGETS_AFTER));
        Instant deadline = clock.instant().minus(KEPT);
        transactions.inTransaction(connection -> prunes.prunePlans(connection, deadline));
        transactions.inTransaction(connection -> prunes.pruneDeadLetters(connection, deadline));
    }

    private void count() {
        counts = transactions.inTransaction(connection -> new Counts(
                inbox.countBeforeStart(connection),
                deadLetters.count(connection, "poison"),
                deadLetters.count(connection, "delivery")));
    }

    private void expire(String destination) {
        Instant deadline = clock.instant().minus(giveUpAfter);
        List<String> events = transactions.inTransaction(connection -> {
            List<String> expired = interventions.expire(connection, destination, deadline);
            for (String event : expired) {
                String reason = FailureReason.GAVE_UP.label();
                deadLetters.delivery(connection, event, destination, null, reason, "not done in " + giveUpAfter);
            }
            return expired;
        });
        events.forEach(
                event -> LOG.errorf("gave up on the remaining deliveries event=%s channel=%s", event, destination));
    }

    private void measure(String destination) {
        List<LaneAge> ages = transactions.inTransaction(connection -> plans.oldest(connection, destination));
        for (Lane lane : Lane.values()) {
            oldest.put(key(destination, lane), 0.0);
        }
        ages.forEach(age -> oldest.put(key(destination, age.lane()), age.seconds()));
        overdue.put(
                destination,
                transactions.inTransaction(connection -> copies.overdue(connection, destination, OVERDUE.toSeconds())));
    }

    private static String key(String destination, Lane lane) {
        return destination + "/" + lane;
    }

    @Override
    public void close() {
        loop.close();
    }
}

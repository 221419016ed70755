package org.incidentcomms.kit.notifier;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.feed.IncidentFeed;
import org.incidentcomms.kit.feed.LedgerRecovery;
import org.incidentcomms.kit.feed.Planned;
import org.incidentcomms.kit.feed.Planner;
import org.incidentcomms.kit.ledger.ChannelStateStore.ChannelState;
import org.incidentcomms.kit.ledger.LedgerClock;
import org.incidentcomms.kit.ledger.Transactions;
import org.incidentcomms.kit.report.ReportPublisher;
import org.incidentcomms.kit.report.Reporter;
import org.incidentcomms.kit.worker.DeliveryWorker;
import org.incidentcomms.service.loop.GuardedLoop;

/**
 * A notifier's pipeline: {@link IncidentFeed} → inbox and plan → {@link DeliveryWorker} → {@link Channel} → outcome →
 * {@link Reporter}.
 */
public final class Notifier implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final IncidentFeed feed;
    private final List<DeliveryWorker<?>> workers = new ArrayList<>();
    private final Reporter reporter;
    private final Housekeeping housekeeping;
    private final List<Channel<?>> channels;
    private final DeadLetters deadLetters;
    private final LedgerRecovery recovery;
    private final GuardedLoop starting = new GuardedLoop("notifier-start", this::begin);
    private final Clock clock;
    private volatile boolean started;

    /** The caller keeps ownership of {@code publisher} and closes it. */
    public Notifier(
            NotifierSettings settings,
            List<Channel<?>> channels,
            DataSource dataSource,
            EventCodec codec,
            ReportPublisher publisher,
            MeterRegistry registry,
            Clock clock) {
        this.clock = clock;
        Transactions transactions = new Transactions(dataSource);
        LedgerClock ledgerClock = LedgerClock.DATABASE;
        Planner planner = new Planner(channels, codec, ledgerClock, clock, settings.firstStartMaxAge());
        this.channels = List.copyOf(channels);
        for (Channel<?> channel : channels) {
            workers.add(new DeliveryWorker<>(channel, transactions, codec, settings.retry(), registry, clock));
        }
        reporter = new Reporter(transactions, publisher);
        housekeeping = new Housekeeping(
                transactions,
                ledgerClock,
                channels,
                settings.retry().giveUpAfter(),
                registry,
                clock,
                this::channelStates);
        recovery = new LedgerRecovery(
                settings.kafka(),
                transactions,
                codec,
                channels.stream().<String>map(Channel::destination).toList(),
                settings.retry().giveUpAfter(),
                clock);
        Instant now = clock.instant();
        deadLetters = new DeadLetters(transactions, planner, ledgerClock, now, this::wake);
        feed = new IncidentFeed(settings.kafka(), settings.group(), transactions, planner, registry, now, this::wake);
    }

    private void wake(Planned planned) {
        workers.forEach(worker -> worker.wake(planned.urgent(), planned.events()));
    }

    /** Returns at once; reading and sending begin once the ledger is known to be up to its reports. */
    public void start() {
        starting.start();
    }

    private Duration begin() {
        if (!recovery.recover(starting::isOpen)) {
            return PAUSE;
        }
        starting.closeSoon();
        workers.forEach(DeliveryWorker::start);
        reporter.start();
        housekeeping.start();
        feed.start();
        started = true;
        return Duration.ZERO;
    }

    /** False while the database is unavailable, or a new or restored ledger waits for its reports in Kafka. */
    public boolean isStarted() {
        return started;
    }

    public List<Channel<?>> channels() {
        return channels;
    }

    /** What was set aside, to be looked at, replayed or dropped. */
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    /** The state of each channel by its destination. */
    public Map<String, ChannelState> channelStates() {
        return workers.stream()
                .collect(Collectors.toMap(
                        DeliveryWorker::destination,
                        worker -> stateOf(worker.destination(), worker.breaker().state())));
    }

    private ChannelState stateOf(String destination, ChannelState state) {
        return housekeeping.isWaiting(destination) ? state : state.idleAt(clock.instant());
    }

    /** The time of the last rendering failure, by destination. */
    public Map<String, Instant> composingFailures() {
        Map<String, Instant> failures = new LinkedHashMap<>();
        for (DeliveryWorker<?> worker : workers) {
            Instant at = worker.composingFailedAt();
            if (at != null) {
                failures.put(worker.destination(), at);
            }
        }
        return failures;
    }

    /** Resumes a channel on an operator's request. */
    public void resume(String destination) {
        workers.stream()
                .filter(worker -> worker.destination().equals(destination))
                .forEach(worker -> worker.breaker().resume());
    }

    /** Whether Kafka responds. */
    public boolean hasKafka() {
        return feed.contact().isFresh();
    }

    /** Number of withdrawn texts that are still public after a quarter of an hour, by destination. */
    public Map<String, Long> overdueRemovals() {
        return housekeeping.overdueRemovals();
    }

    /** The latest figures of housekeeping. */
    public Housekeeping.Counts counts() {
        return housekeeping.counts();
    }

    /** Stops reading, completes deliveries in progress, reports them and releases the leases. */
    @Override
    public void close() {
        starting.close();
        feed.close();
        workers.forEach(DeliveryWorker::close);
        housekeeping.close();
        reporter.close();
    }
}

package org.incidentcomms.kit.quarkus;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.log.KafkaSettings;
import org.incidentcomms.kit.notifier.Notifier;
import org.incidentcomms.kit.notifier.NotifierSettings;
import org.incidentcomms.kit.report.ReportPublisher;
import org.incidentcomms.kit.worker.RetryPolicy;
import org.incidentcomms.service.clock.DatabaseClock;
import org.incidentcomms.service.loop.GuardedLoop;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Starts the notifier with the service and stops it with it, if the service has a channel. With a {@link
 * LedgerMigration} it starts once the database is migrated, and the service does not wait for that.
 */
@ApplicationScoped
public class NotifierLifecycle {
    private static final Logger LOG = Logger.getLogger(NotifierLifecycle.class);
    private static final Duration MIGRATION_PAUSE = Duration.ofSeconds(5);

    private static final Duration SHORTEST_GIVE_UP = Duration.ofMinutes(1);

    private final Instance<Channel<?>> channels;
    private final Instance<DataSource> dataSource;
    private final Instance<LedgerMigration> migration;
    private final EventCodec codec;
    private final ReportPublisher publisher;
    private final MeterRegistry registry;
    private final DatabaseClock clock;
    private final NotifierSettings settings;
    private final GuardedLoop migrating = new GuardedLoop("ledger-migration", this::migrate);
    private volatile @Nullable Notifier notifier;
    private volatile boolean waiting;

    NotifierLifecycle(
            @Any Instance<Channel<?>> channels,
            Instance<DataSource> dataSource,
            @Any Instance<LedgerMigration> migration,
            KafkaSettings kafka,
            EventCodec codec,
            ReportPublisher publisher,
            MeterRegistry registry,
            DatabaseClock clock,
            @ConfigProperty(name = "quarkus.application.name") String application,
            @ConfigProperty(name = "first.start.max.age", defaultValue = "PT1H") Duration firstStartMaxAge,
            @ConfigProperty(name = "retry.first.pause") Optional<Duration> firstPause,
            @ConfigProperty(name = "retry.longest.pause") Optional<Duration> longestPause,
            @ConfigProperty(name = "retry.attempts") OptionalInt attempts,
            @ConfigProperty(name = "give.up.after") Optional<Duration> giveUpAfter) {
        this.channels = channels;
        this.dataSource = dataSource;
        this.migration = migration;
        this.codec = codec;
        this.publisher = publisher;
        this.registry = registry;
        this.clock = clock;
        RetryPolicy unset = RetryPolicy.DEFAULT;
        RetryPolicy retry = new RetryPolicy(
                firstPause.orElse(unset.first()),
                longestPause.orElse(unset.longest()),
                attempts.orElse(unset.attempts()),
                checkGiveUpAfter(giveUpAfter.orElse(unset.giveUpAfter())));
        this.settings = new NotifierSettings(kafka, application, firstStartMaxAge, retry);
    }

    static Duration checkGiveUpAfter(Duration told) {
        if (told.compareTo(SHORTEST_GIVE_UP) < 0) {
            throw new IllegalArgumentException("GIVE_UP_AFTER must be " + SHORTEST_GIVE_UP + " or more, not " + told
                    + ": what waits when the service starts would be given up at once");
        }
        return told;
    }

    void start(@Observes StartupEvent event) {
        List<Channel<?>> found =
                channels.stream().filter(Objects::nonNull).collect(Collectors.toList()); // null: not configured
        if (found.isEmpty()) {
            return;
        }
        migration.forEach(LedgerMigration::check);
        Notifier created = new Notifier(settings, found, dataSource.get(), codec, publisher, registry, clock);
        notifier = created;
        if (migration.isUnsatisfied()) {
            clock.start(dataSource.get());
            created.start();
        } else {
            waiting = true;
            migrating.start();
        }
    }

    private Duration migrate() {
        try {
            migration.get().migrate();
        } catch (RuntimeException e) {
            LOG.warnf("deliveries wait for the database reason=%s", e.getMessage());
            return MIGRATION_PAUSE;
        }
        clock.start(dataSource.get());
        waiting = false;
        notifier().ifPresent(Notifier::start);
        migrating.closeSoon();
        return Duration.ZERO;
    }

    void stop(@Observes ShutdownEvent event) {
        migrating.close();
        Notifier running = notifier;
        if (running != null) {
            running.close();
        }
        clock.close();
    }

    /** Whether the notifier waits for its database. */
    public boolean isWaiting() {
        return waiting;
    }

    /** The running notifier, or empty where the service has no channel. */
    public Optional<Notifier> notifier() {
        return Optional.ofNullable(notifier);
    }
}

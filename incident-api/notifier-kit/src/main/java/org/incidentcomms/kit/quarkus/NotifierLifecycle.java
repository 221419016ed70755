package org.incidentcomms.kit.quarkus;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.log.KafkaSettings;
import org.incidentcomms.kit.notifier.Notifier;
import org.incidentcomms.kit.notifier.NotifierSettings;
import org.incidentcomms.kit.report.ReportPublisher;
import org.incidentcomms.kit.worker.RetryPolicy;
import org.jspecify.annotations.Nullable;

/** Starts the notifier with the service and stops it with it, if the service has a channel. */
@ApplicationScoped
public class NotifierLifecycle {
    private final Instance<Channel<?>> channels;
    private final Instance<DataSource> dataSource;
    private final EventCodec codec;
    private final ReportPublisher publisher;
    private final MeterRegistry registry;
    private final Clock clock;
    private final NotifierSettings settings;
    private volatile @Nullable Notifier notifier;

    NotifierLifecycle(
            @Any Instance<Channel<?>> channels,
            Instance<DataSource> dataSource,
            KafkaSettings kafka,
            EventCodec codec,
            ReportPublisher publisher,
            MeterRegistry registry,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.name") String application,
            @ConfigProperty(name = "first.start.max.age", defaultValue = "PT1H") Duration firstStartMaxAge,
            @ConfigProperty(name = "retry.first.pause") Optional<Duration> firstPause,
            @ConfigProperty(name = "retry.longest.pause") Optional<Duration> longestPause,
            @ConfigProperty(name = "retry.attempts") OptionalInt attempts,
            @ConfigProperty(name = "give.up.after") Optional<Duration> giveUpAfter) {
        this.channels = channels;
        this.dataSource = dataSource;
        this.codec = codec;
        this.publisher = publisher;
        this.registry = registry;
        this.clock = clock;
        RetryPolicy unset = RetryPolicy.DEFAULT;
        RetryPolicy retry = new RetryPolicy(
                firstPause.orElse(unset.first()),
                longestPause.orElse(unset.longest()),
                attempts.orElse(unset.attempts()),
                giveUpAfter.orElse(unset.giveUpAfter()));
        this.settings = new NotifierSettings(kafka, application, firstStartMaxAge, retry);
    }

    void start(@Observes StartupEvent event) {
        List<Channel<?>> found = new ArrayList<>();
        channels.forEach(found::add);
        if (found.isEmpty()) {
            return;
        }
        Notifier started = new Notifier(settings, found, dataSource.get(), codec, publisher, registry, clock);
        notifier = started;
        started.start();
    }

    void stop(@Observes ShutdownEvent event) {
        Notifier running = notifier;
        if (running != null) {
            running.close();
        }
    }

    /** The running notifier, or empty where the service has no channel. */
    public Optional<Notifier> notifier() {
        return Optional.ofNullable(notifier);
    }
}

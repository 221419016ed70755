package org.incidentcomms.blog.site;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.kit.log.EventLog;
import org.incidentcomms.kit.log.KafkaSettings;
import org.jboss.logging.Logger;

/** Follows the log as long as the service runs, and gives the projection its beat. */
@Singleton
class SiteLifecycle {
    private static final Logger LOG = Logger.getLogger(SiteLifecycle.class);
    private static final Duration BEAT = Duration.ofSeconds(5);

    private final EventLog log;
    private final SiteProjection projection;
    private final SiteReports reports;
    private final SiteConfig config;
    private final Clock clock;
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("site-beat").daemon().factory());
    private Instant refreshed = Instant.EPOCH;

    SiteLifecycle(
            KafkaSettings kafka,
            EventCodec codec,
            SiteProjection projection,
            SiteReports reports,
            SiteConfig config,
            Clock clock) {
        this.projection = projection;
        this.reports = reports;
        this.config = config;
        this.clock = clock;
        this.log = new EventLog(kafka, codec, projection);
    }

    void start(@Observes StartupEvent event) {
        log.start();
        Future<?> unused = beats.scheduleWithFixedDelay(this::beat, 0, BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        beats.shutdownNow();
        log.close();
        reports.close();
    }

    private void beat() {
        try {
            Instant now = clock.instant();
            boolean refresh = hasKafka() && !now.isBefore(refreshed.plus(config.refresh()));
            projection.beat(refresh);
            if (refresh) {
                refreshed = now;
            }
        } catch (RuntimeException e) {
            LOG.error("status page could not be made anew", e);
        }
    }

    /** Whether Kafka answers: only then may the page say "as of now". */
    boolean hasKafka() {
        return log.contact().isFresh();
    }

    boolean isCaughtUp() {
        return log.isCaughtUp();
    }
}

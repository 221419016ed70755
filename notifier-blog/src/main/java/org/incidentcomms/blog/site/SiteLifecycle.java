package org.incidentcomms.blog.site;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.kit.log.EventLog;
import org.incidentcomms.kit.log.KafkaSettings;
import org.incidentcomms.service.loop.GuardedLoop;

/** Follows the log while the service runs, and triggers the projection's periodic refresh. */
@Singleton
class SiteLifecycle {
    private static final Duration BEAT = Duration.ofSeconds(5);

    private final EventLog log;
    private final SiteProjection projection;
    private final SiteReports reports;
    private final SiteConfig config;
    private final Clock clock;
    private final GuardedLoop beats = new GuardedLoop("site-beat", this::beat);
    private final GuardedLoop deferred = new GuardedLoop("site-deferred", this::writeDeferred);
    private final Optional<GuardedLoop> exporting;
    private Instant refreshed = Instant.EPOCH;

    SiteLifecycle(
            KafkaSettings kafka,
            EventCodec codec,
            SiteProjection projection,
            SiteReports reports,
            SiteConfig config,
            SiteBeans.Exports exports,
            Clock clock) {
        this.projection = projection;
        this.reports = reports;
        this.config = config;
        this.clock = clock;
        this.exporting = exports.export()
                .map(export -> new GuardedLoop("site-export", () -> {
                    export.exportPending(BEAT);
                    return Duration.ZERO;
                }));
        this.log = new EventLog(kafka, codec, projection);
    }

    void start(@Observes StartupEvent event) {
        log.start();
        beats.start();
        deferred.start();
        exporting.ifPresent(GuardedLoop::start);
    }

    void stop(@Observes ShutdownEvent event) {
        beats.closeSoon();
        deferred.interrupt();
        exporting.ifPresent(GuardedLoop::interrupt);
        log.close();
        reports.close();
    }

    private Duration beat() {
        Instant now = clock.instant();
        boolean refresh = hasKafka() && !now.isBefore(refreshed.plus(config.refresh()));
        projection.beat(refresh);
        if (refresh) {
            refreshed = now;
        }
        return BEAT;
    }

    private Duration writeDeferred() throws InterruptedException {
        if (!projection.writeDeferred()) {
            projection.awaitDeferred(BEAT);
        }
        return Duration.ZERO;
    }

    /** Whether Kafka answers: only then the page may say "as of now". */
    boolean hasKafka() {
        return log.contact().isFresh();
    }

    /** Whether the log lacks history that the site shows. */
    boolean lacksHistory() {
        return projection.keepsWhatWasFound();
    }

    boolean isCaughtUp() {
        return log.isCaughtUp();
    }
}

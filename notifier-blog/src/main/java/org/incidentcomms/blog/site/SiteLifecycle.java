package org.incidentcomms.blog.site;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
        beats.start();
    }

    void stop(@Observes ShutdownEvent event) {
        beats.closeSoon();
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

    /** Whether Kafka answers: only then the page may say "as of now". */
    boolean hasKafka() {
        return log.contact().isFresh();
    }

    /** Whether the log has lost history that the site shows. */
    boolean isLogEmpty() {
        return projection.keepsWhatWasFound();
    }

    boolean isCaughtUp() {
        return log.isCaughtUp();
    }
}

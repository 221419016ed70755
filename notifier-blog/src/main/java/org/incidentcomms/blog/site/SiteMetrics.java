package org.incidentcomms.blog.site;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.incidentcomms.blog.site.files.SiteExport;
import org.incidentcomms.events.PublishedEvent;
import org.jspecify.annotations.Nullable;

/** Metrics of the site. */
@Singleton
class SiteMetrics {
    private final MeterRegistry registry;
    private final Counter pages;
    private final Timer toDisk;
    private final Clock clock;
    private volatile @Nullable Instant newest;
    private long counted;

    SiteMetrics(MeterRegistry registry, SiteBeans.Exports exports, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.pages = Counter.builder("site.files.written")
                .description("files of the site written or changed")
                .register(registry);
        this.toDisk = Timer.builder("site.event.to.disk")
                .description("from an event's arrival to its files in place")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry);
        exports.export().ifPresent(export -> registry.gauge("site.export.pending", export, SiteExport::pending));
        registry.gauge("site.last.event.age.seconds", this, SiteMetrics::age);
    }

    void applied(PublishedEvent event) {
        registry.counter("site.events.applied", "type", event.type().wire()).increment();
        newest = event.time();
    }

    void onDisk(long nanos) {
        toDisk.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** The writer's total, which restarts at 0 with each rebuild. */
    void written(long total) {
        pages.increment((double) (total >= counted ? total - counted : total));
        counted = total;
    }

    private double age() {
        Instant event = newest;
        return event == null
                ? Double.NaN
                : Duration.between(event, clock.instant()).toMillis() / 1_000.0;
    }
}

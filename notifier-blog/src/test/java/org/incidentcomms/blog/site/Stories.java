package org.incidentcomms.blog.site;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.incidentcomms.blog.site.files.SiteDirectory;
import org.incidentcomms.events.PublishedEvent;

/** Builds a whole site from a list of events, without Kafka, under {@code target/stories}. */
@Singleton
public class Stories {
    static final Instant NOW = Instant.parse("2026-03-10T18:05:30Z");

    private final SiteWriter.Factory writers;
    private final SiteReports reports;
    private final SiteMetrics metrics;

    Stories(SiteWriter.Factory writers, SiteReports reports, SiteMetrics metrics) {
        this.writers = writers;
        this.reports = reports;
        this.metrics = metrics;
    }

    SiteDirectory directory(String name) {
        return new SiteDirectory(Path.of("target/stories", name), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    SiteProjection projection(SiteDirectory directory) {
        return projection(directory, writers);
    }

    SiteProjection projection(SiteDirectory directory, SiteWriter.Factory others) {
        return new SiteProjection(directory, others, reports, metrics, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** The site's directory after all events; half of them are applied before the first build. */
    Path told(String name, List<PublishedEvent> events) {
        try (SiteDirectory directory = directory(name)) {
            SiteProjection projection = projection(directory);
            int half = events.size() / 2;
            events.subList(0, half).forEach(event -> projection.event(event, false));
            projection.caughtUp();
            events.subList(half, events.size()).forEach(event -> projection.event(event, false));
            projection.batchEnds();
        }
        return Path.of("target/stories", name, "current");
    }
}

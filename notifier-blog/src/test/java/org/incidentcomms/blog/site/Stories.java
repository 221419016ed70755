package org.incidentcomms.blog.site;

import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.incidentcomms.blog.site.files.SiteDirectory;
import org.incidentcomms.blog.site.websub.HubPings;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.testkit.Directories;

/** Builds a whole site from a list of events, without Kafka, under {@code target/stories}. */
@Singleton
public class Stories {
    static final Instant NOW = Instant.parse("2026-03-10T18:05:30Z");

    private final Map<SampleSite, Path> samples = new ConcurrentHashMap<>();
    private final SiteWriter.Factory writers;
    private final SiteReports reports;
    private final SiteMetrics metrics;
    private final HubPings hub;

    Stories(SiteWriter.Factory writers, SiteReports reports, SiteMetrics metrics, HubPings hub) {
        this.hub = hub;
        this.writers = writers;
        this.reports = reports;
        this.metrics = metrics;
    }

    /** Whether it is a file in its plain form. */
    static boolean isPlain(Path file) {
        return Files.isRegularFile(file) && !file.toString().matches(".*\\.(gz|br)");
    }

    /** Writes what the service writes after each event. */
    static void finish(SiteProjection projection) {
        while (projection.writeDeferred()) {
            // the next piece
        }
    }

    /** As {@link #directory}, without what an earlier test left, whose history would be kept. */
    SiteDirectory fresh(String name) {
        Directories.delete(Path.of("target/stories", name));
        return directory(name);
    }

    SiteDirectory directory(String name) {
        return new SiteDirectory(Path.of("target/stories", name), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    SiteProjection projection(SiteDirectory directory) {
        return projection(directory, writers);
    }

    SiteProjection projection(SiteDirectory directory, SiteWriter.Factory others) {
        return new SiteProjection(directory, others, reports, metrics, hub, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** The sample's directory, which is built once and must not be changed. */
    Path told(SampleSite sample) {
        return samples.computeIfAbsent(
                sample,
                one -> told("sample-" + one.name().toLowerCase(Locale.ROOT).replace('_', '-'), one.events()));
    }

    /** A new site's directory after all events; half of them are applied before the first build. */
    Path told(String name, List<PublishedEvent> events) {
        try (SiteDirectory directory = fresh(name)) {
            SiteProjection projection = projection(directory);
            int half = events.size() / 2;
            events.subList(0, half).forEach(event -> projection.event(event, false));
            projection.caughtUp();
            events.subList(half, events.size()).forEach(event -> projection.event(event, false));
            projection.batchEnds();
            finish(projection);
        }
        return Path.of("target/stories", name, "current");
    }
}

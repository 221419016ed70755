package org.incidentcomms.blog.site;

import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.incidentcomms.blog.site.files.Build;
import org.incidentcomms.blog.site.files.SiteDirectory;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.kit.log.EventLog;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * From events to files. Until the log's end as it was at the start is reached, events only fill the model and the
 * files found are served; then the whole site is built aside and swapped in; from then on each event changes the few
 * files it touches and is reported once they are in place. Events of several incidents that were read together share one
 * writing of the pages that show them all.
 *
 * <p>An empty log never replaces pages that were found: it was deleted or made anew, and nobody meant the history to go.
 *
 * <p>What could not be written (disk full) is kept and written with the next event or beat.
 */
@Singleton
class SiteProjection implements EventLog.Follower {
    private static final Logger LOG = Logger.getLogger(SiteProjection.class);

    private final SiteDirectory directory;
    private final SiteWriter.Factory writers;
    private final SiteReports reports;
    private final SiteMetrics metrics;
    private final Clock clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final SiteModel model = new SiteModel();
    /** Incidents whose pages are not written yet, as they were before. */
    private final Map<String, Optional<Incident>> unwritten = new LinkedHashMap<>();

    private final Map<String, Announcement> unreported = new LinkedHashMap<>();
    private @Nullable SiteWriter writer;
    private boolean wholeLogSeen;
    private volatile boolean keepsWhatWasFound;
    /** By {@link System#nanoTime}; 0 where nothing was taken since the last writing. */
    private long batchBegan;

    SiteProjection(
            SiteDirectory directory,
            SiteWriter.Factory writers,
            SiteReports reports,
            SiteMetrics metrics,
            Clock clock) {
        this.directory = directory;
        this.writers = writers;
        this.reports = reports;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Two events of one incident are never written as one, so that each stands or falls by itself. */
    @Override
    public void event(PublishedEvent event, boolean live) {
        lock.lock();
        try {
            if (unwritten.containsKey(event.data().aggregateId())) {
                writeBatch();
            }
            if (batchBegan == 0) {
                batchBegan = System.nanoTime();
            }
            take(event, live);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void batchEnds() {
        lock.lock();
        try {
            writeBatch();
        } finally {
            lock.unlock();
        }
    }

    private void writeBatch() {
        long began = batchBegan;
        batchBegan = 0;
        if (writer != null) {
            write(writer);
            metrics.onDisk(System.nanoTime() - began);
        }
    }

    private void take(PublishedEvent event, boolean live) {
        String id = event.data().aggregateId();
        Optional<Incident> before = model.incident(id);
        if (!model.apply(event)) {
            return;
        }
        metrics.applied(event);
        if (event.data() instanceof IncidentEvent) {
            unwritten.putIfAbsent(id, before);
        }
        if (live && event.data() instanceof Announcement announcement) {
            unreported.put(event.id(), announcement);
        }
    }

    @Override
    public void caughtUp() {
        lock.lock();
        try {
            wholeLogSeen = true;
            rebuild();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Called every few seconds: makes up for what failed, and tells the status page's readers that all this is still
     * so.
     *
     * @param inContact whether the log would have told us of anything new
     */
    void beat(boolean inContact) {
        lock.lock();
        try {
            if (wholeLogSeen && writer == null) {
                rebuild();
            } else if (writer != null && !unwritten.isEmpty()) {
                write(writer);
            } else if (writer != null && inContact) {
                writer.writeStatus(model, asOf());
                metrics.written(writer.written());
            }
        } catch (UncheckedIOException e) {
            LOG.errorf("site could not be written, will be tried again reason=%s", e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    private void rebuild() {
        long began = System.nanoTime();
        try {
            if (isHistoryMissing()) {
                return;
            }
            Build build = directory.begin();
            SiteWriter fresh = writers.on(build);
            fresh.writeFixed();
            unwritten.clear();
            model.incidents().forEach(incident -> unwritten.put(incident.id(), Optional.empty()));
            writePending(fresh);
            directory.publish(build);
            writer = fresh;
            report();
            LOG.infof(
                    "site rebuilt incidents=%d files=%d millis=%d",
                    model.incidents().size(), build.size(), (System.nanoTime() - began) / 1_000_000);
        } catch (UncheckedIOException e) {
            LOG.errorf("site could not be rebuilt, will be tried again reason=%s", e.getMessage());
        }
    }

    private boolean isHistoryMissing() {
        boolean missing = model.incidents().isEmpty() && directory.hasPagesIn("incidents");
        if (missing && !keepsWhatWasFound) {
            LOG.error("the log is empty but the site has incidents: the files found are kept, look at the topic");
        }
        keepsWhatWasFound = missing;
        return missing;
    }

    /** Whether the files found at the start are kept because the log has nothing to replace them with. */
    boolean keepsWhatWasFound() {
        return keepsWhatWasFound;
    }

    private void write(SiteWriter current) {
        writePending(current);
        report();
    }

    private void writePending(SiteWriter current) {
        unwritten.forEach((id, before) -> writeIncident(current, id, before));
        current.writeOverviews(model, asOf());
        unwritten.clear();
        metrics.written(current.written());
    }

    /** An incident that cannot be shown is left as it was; it must not keep the others from being shown. */
    private void writeIncident(SiteWriter current, String id, Optional<Incident> before) {
        try {
            current.writeIncident(id, model.incident(id).orElse(null));
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.errorf(e, "incident cannot be shown, its page stays as it was incident=%s", id);
            model.revert(id, before);
            unreported.entrySet().removeIf(entry -> {
                boolean its = entry.getValue().incident().id().equals(id);
                if (its) {
                    reports.failed(entry.getKey(), entry.getValue());
                }
                return its;
            });
        }
    }

    private void report() {
        unreported.forEach(reports::delivered);
        unreported.clear();
    }

    /** Whole minutes: replicas then make the same page. */
    private Instant asOf() {
        return clock.instant().truncatedTo(ChronoUnit.MINUTES);
    }
}

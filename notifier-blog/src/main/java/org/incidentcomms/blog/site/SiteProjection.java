package org.incidentcomms.blog.site;

import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.incidentcomms.blog.site.files.SiteBuild;
import org.incidentcomms.blog.site.files.SiteDirectory;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.blog.site.websub.HubPings;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.kit.log.EventLog;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Projects events to files. Until the end offset read at start is reached, events only fill the model and the existing
 * files are served; then the whole site is built in a new directory and swapped in. From then on each event rewrites
 * the few files it affects and is reported once they are written. Events of several incidents that were read in one
 * batch share one write of the pages that show them all.
 *
 * <p>A log that lacks an incident or component which the existing pages show never replaces them: it was deleted or
 * recreated, and the history must not be lost with it.
 *
 * <p>What could not be written (disk full) is kept and written with the next event or refresh.
 */
@Singleton
class SiteProjection implements EventLog.Follower {
    private static final Logger LOG = Logger.getLogger(SiteProjection.class);

    private final SiteDirectory directory;
    private final SiteWriter.Factory writers;
    private final SiteReports reports;
    private final SiteMetrics metrics;
    private final HubPings hub;
    private final Clock clock;

    /** Fair, so that deferred work lets each event go first. */
    private final ReentrantLock lock = new ReentrantLock(true);

    private final Condition somethingIsDeferred = lock.newCondition();
    private final SiteModel model = new SiteModel();
    /** Incidents whose pages are not written yet, with their previous state. */
    private final Map<String, Optional<Incident>> unwritten = new LinkedHashMap<>();

    /** Whether a component has changed since everything that shows components was written. */
    private boolean areComponentsUnwritten;

    private final Map<String, Announcement> unreported = new LinkedHashMap<>();
    private @Nullable SiteWriter writer;
    private boolean wholeLogSeen;
    private volatile boolean keepsWhatWasFound;
    /** By {@link System#nanoTime}; 0 if no event was applied since the last write. */
    private long batchBegan;

    SiteProjection(
            SiteDirectory directory,
            SiteWriter.Factory writers,
            SiteReports reports,
            SiteMetrics metrics,
            HubPings hub,
            Clock clock) {
        this.hub = hub;
        this.directory = directory;
        this.writers = writers;
        this.reports = reports;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Two events of one incident are never written together, so that each succeeds or fails by itself. */
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
        } else {
            areComponentsUnwritten = true;
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
     * Called every few seconds: retries what failed, and updates the status page's "as of" time.
     *
     * @param inContact whether the log is connected, so that new events would have been seen
     */
    void beat(boolean inContact) {
        lock.lock();
        try {
            if (wholeLogSeen && writer == null) {
                rebuild();
            } else if (writer != null && (areComponentsUnwritten || !unwritten.isEmpty())) {
                write(writer);
            } else if (writer != null && inContact) {
                writer.writeStatus(model, asOf());
                somethingIsDeferred.signal();
                metrics.written(writer.written());
            }
        } catch (UncheckedIOException e) {
            LOG.errorf("site could not be written, will be retried reason=%s", e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does the next piece of what may follow the events: other languages, compressed forms. Each takes a few
     * milliseconds, for which an event may have to wait.
     *
     * @return false if nothing was left
     */
    boolean writeDeferred() {
        lock.lock();
        try {
            if (writer == null || !writer.writeDeferred(model)) {
                return false;
            }
            hub.changed(writer.takeChangedTopics());
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something may have been deferred, at most {@code longest}. */
    void awaitDeferred(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            boolean unused = somethingIsDeferred.await(longest.toNanos(), TimeUnit.NANOSECONDS);
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
            SiteBuild build = directory.begin();
            SiteWriter fresh = writers.on(build);
            fresh.writeFixed();
            unwritten.clear();
            model.incidents().forEach(incident -> unwritten.put(incident.id(), Optional.empty()));
            writePending(fresh);
            directory.publish(build);
            writer = fresh;
            somethingIsDeferred.signal();
            report(fresh);
            LOG.infof(
                    "site rebuilt incidents=%d files=%d millis=%d",
                    model.incidents().size(), build.size(), (System.nanoTime() - began) / 1_000_000);
        } catch (UncheckedIOException e) {
            LOG.errorf("site could not be rebuilt, will be retried reason=%s", e.getMessage());
        }
    }

    private boolean isHistoryMissing() {
        long lost = directory.shownIds().stream().filter(id -> !model.knows(id)).count();
        boolean missing = lost > 0 || (!model.isIncidentKnown() && directory.hasPagesIn("incidents"));
        if (missing && !keepsWhatWasFound) {
            LOG.errorf(
                    "the log lacks incidents or components that the site shows, existing files are kept: check the"
                            + " topic; to give them up, stop the service and delete BLOG_SITE_DIRECTORY missing=%d",
                    lost);
        }
        keepsWhatWasFound = missing;
        return missing;
    }

    /** Whether the files found at start are kept because the log lacks what they show. */
    boolean keepsWhatWasFound() {
        return keepsWhatWasFound;
    }

    private void write(SiteWriter current) {
        writePending(current);
        somethingIsDeferred.signal();
        report(current);
    }

    private void writePending(SiteWriter current) {
        unwritten.forEach((id, before) -> writeIncident(current, id, before));
        current.writeOverviews(model, asOf());
        unwritten.clear();
        areComponentsUnwritten = false;
        metrics.written(current.written());
    }

    /** An incident that cannot be rendered keeps its previous page; it must not block the others. */
    private void writeIncident(SiteWriter current, String id, Optional<Incident> before) {
        try {
            current.writeIncident(id, model.incident(id).orElse(null));
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.errorf(e, "incident cannot be rendered, its previous page is kept incident=%s", id);
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

    private void report(SiteWriter current) {
        hub.changed(current.takeChangedTopics());
        unreported.forEach(reports::delivered);
        unreported.clear();
    }

    /** Truncated to minutes, so that replicas write the same page. */
    private Instant asOf() {
        return clock.instant().truncatedTo(ChronoUnit.MINUTES);
    }
}

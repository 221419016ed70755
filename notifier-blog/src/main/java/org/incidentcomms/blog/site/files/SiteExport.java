package org.incidentcomms.blog.site.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Copies the served site to an {@link ExportTarget}: the whole site when a build is published, then each file that
 * changes. Front pages come last, so that what they link to is there. A file that fails is kept and tried again, and holds
 * up no other; after three in a row the target counts as away. Events never wait for it. Thread-safe.
 *
 * <p>Pages of incidents and posts that the site no longer has are deleted, all other foreign files are left alone. A
 * translated page counts as the site's as long as the page that it translates is: it is written only after the build is
 * published.
 */
public final class SiteExport implements SiteDirectory.Listener {
    /** Each failure may take as long as a time-out. */
    private static final int AWAY_AFTER = 3;

    private final ExportTarget target;
    private final Set<SitePath> existing = new HashSet<>();
    private final LinkedHashSet<SitePath> pending = new LinkedHashSet<>();
    private @Nullable Path source;
    private boolean sweepIsDue;

    public SiteExport(ExportTarget target) {
        this.target = target;
    }

    @Override
    public synchronized void published(Path build, Collection<SitePath> files) {
        source = build;
        existing.clear();
        existing.addAll(files);
        pending.clear();
        files.stream().filter(SitePath::isAsset).forEach(pending::add);
        pending.addAll(files);
        sweepIsDue = true;
        notifyAll();
    }

    @Override
    public synchronized void changed(SitePath path) {
        if (source != null) {
            existing.add(path);
            pending.add(path);
            notifyAll();
        }
    }

    /** Number of files that wait to be copied. */
    public synchronized int pending() {
        return pending.size();
    }

    /** Waits for something to copy, at most {@code longest}, and copies everything. */
    public void exportPending(Duration longest) throws InterruptedException {
        synchronized (this) {
            if (pending.isEmpty()) {
                wait(longest.toMillis());
            }
        }
        exportPending();
    }

    /**
     * Copies everything that is pending.
     *
     * @throws UncheckedIOException if a file cannot be copied; it stays pending
     */
    void exportPending() {
        List<SitePath> failed = new ArrayList<>();
        RuntimeException failure = null;
        int inARow = 0;
        for (SitePath path = next(); path != null; path = inARow < AWAY_AFTER ? next() : null) {
            try {
                target.copy(source(), path);
                inARow = 0;
            } catch (IOException | RuntimeException e) {
                inARow++;
                failed.add(path);
                failure = e instanceof IOException io ? new UncheckedIOException(io) : (RuntimeException) e;
            }
        }
        failed.forEach(this::changed);
        if (failure != null) {
            throw failure;
        }
        sweep();
    }

    private synchronized @Nullable SitePath next() {
        SitePath next = pending.stream()
                .filter(path -> !path.isFrontPage())
                .findFirst()
                .or(() -> pending.stream().findFirst())
                .orElse(null);
        if (next != null) {
            pending.remove(next);
        }
        return next;
    }

    private synchronized Path source() {
        if (source == null) {
            throw new IllegalStateException("nothing is published");
        }
        return source;
    }

    private void sweep() {
        Set<SitePath> kept;
        synchronized (this) {
            if (!sweepIsDue || !pending.isEmpty()) {
                return;
            }
            sweepIsDue = false;
            kept = Set.copyOf(existing);
        }
        boolean isDone = false;
        try {
            target.sweep(kept::contains);
            isDone = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            synchronized (this) {
                sweepIsDue |= !isDone;
            }
        }
    }
}

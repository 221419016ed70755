package org.incidentcomms.blog.site.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copies the served site to another folder, such as one a CDN or another web server reads: the whole site when a build
 * is published, then each file that changes. A file is replaced by one rename, with its time; front pages come last, so
 * that what they link to is there. What fails is kept and tried again, and events never wait for it. Thread-safe.
 *
 * <p>Pages of incidents and posts that the site no longer has are deleted, all other foreign files are left alone. A
 * translated page counts as the site's as long as the page that it translates is: it is written only after the build is
 * published.
 */
public final class SiteExport implements SiteDirectory.Listener {
    private static final List<String> SWEPT = List.of("incidents", "posts");

    private final Path target;
    private final Set<SitePath> existing = new HashSet<>();
    private final LinkedHashSet<SitePath> pending = new LinkedHashSet<>();
    private @Nullable Path source;
    private boolean sweepIsDue;

    /**
     * @throws IllegalArgumentException if one of the folders is inside the other
     */
    public SiteExport(Path target, Path siteDirectory) {
        this.target = target.toAbsolutePath().normalize();
        Path site = siteDirectory.toAbsolutePath().normalize();
        if (this.target.startsWith(site) || site.startsWith(this.target)) {
            throw new IllegalArgumentException(
                    "SITE_EXPORT_DIRECTORY " + target + " and BLOG_SITE_DIRECTORY must not be inside each other");
        }
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
        for (SitePath path = next(); path != null; path = next()) {
            try {
                export(path);
            } catch (IOException | RuntimeException e) {
                changed(path);
                throw e instanceof IOException io ? new UncheckedIOException(io) : (RuntimeException) e;
            }
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

    private void export(SitePath path) throws IOException {
        Path from = source();
        boolean isUnchanged = isSame(from.resolve(path.value()), target.resolve(path.value()));
        for (ContentCoding coding : ContentCoding.values()) {
            String name = path.value() + coding.extension();
            // A new build compresses only after it is published; until then the same content's form stays.
            if (!isUnchanged || Files.exists(from.resolve(name))) {
                copy(from, name);
            }
        }
        if (!isUnchanged) {
            copy(from, path.value());
        }
    }

    private synchronized Path source() {
        if (source == null) {
            throw new IllegalStateException("nothing is published");
        }
        return source;
    }

    private void copy(Path from, String name) throws IOException {
        Path file = target.resolve(name);
        Path original = from.resolve(name);
        if (isSame(original, file)) {
            return;
        }
        Path half = file.resolveSibling("." + file.getFileName() + ".tmp");
        try {
            Files.createDirectories(file.getParent());
            Files.copy(original, half, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            if (Files.exists(original)) {
                throw e;
            }
            Files.deleteIfExists(file);
        }
    }

    private static boolean isSame(Path original, Path copy) throws IOException {
        return Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(original)
                && Files.size(original) == Files.size(copy)
                && Files.mismatch(original, copy) < 0;
    }

    private synchronized void sweep() {
        if (!sweepIsDue || !pending.isEmpty()) {
            return;
        }
        try (Stream<Path> trees = Files.list(target)) {
            for (Path tree : Stream.concat(Stream.of(target), trees.filter(Files::isDirectory))
                    .toList()) {
                for (String directory : SWEPT) {
                    sweep(tree, directory);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sweepIsDue = false;
    }

    /** @param tree the target, or the folder of another language */
    private void sweep(Path tree, String directory) throws IOException {
        if (!Files.isDirectory(tree.resolve(directory))) {
            return;
        }
        try (Stream<Path> pages = Files.list(tree.resolve(directory))) {
            for (Path page : pages.toList()) {
                String name = tree.relativize(page).toString().replaceFirst("\\.(gz|br)$", "");
                if (name.endsWith(".html") && SitePath.isSafe(name) && !existing.contains(new SitePath(name))) {
                    Files.delete(page);
                }
            }
        }
    }
}

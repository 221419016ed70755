package org.incidentcomms.blog.site.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The site's directory: {@code build-<timestamp>} directories and the link {@code current} to the served one. A new
 * build is written beside it and swapped in by renaming the link, so an interrupted rebuild leaves the old files in
 * service. One process per directory; a second one is refused.
 */
public final class SiteDirectory implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SiteDirectory.class);
    private static final String CURRENT = "current";
    private static final String PREFIX = "build-";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private final Path root;
    private final Clock clock;
    private final FileChannel lock;
    private final FileCache cache = new FileCache();
    private final Listener listener;

    /** Is told of changes, on the thread that makes them. */
    public interface Listener {
        /** This build is served from now on, with these files. */
        void published(Path build, Collection<SitePath> files);

        /** A file changed, appeared or was deleted. */
        void changed(SitePath path);
    }

    /**
     * Locks the directory, creating it if needed.
     *
     * @throws IllegalStateException if another process holds the lock
     */
    public SiteDirectory(Path root, Clock clock) {
        this(root, clock, new Listener() {
            @Override
            public void published(Path build, Collection<SitePath> files) {}

            @Override
            public void changed(SitePath path) {}
        });
    }

    /** As {@link #SiteDirectory(Path, Clock)}, with a listener. */
    public SiteDirectory(Path root, Clock clock, Listener listener) {
        this.listener = listener;
        this.root = root.toAbsolutePath().normalize();
        this.clock = clock;
        this.lock = lock(this.root);
    }

    private void changed(SitePath path) {
        cache.forget(path);
        listener.changed(path);
    }

    private static FileChannel lock(Path root) {
        try {
            Files.createDirectories(root);
            FileChannel channel =
                    FileChannel.open(root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel)) {
                return channel;
            }
            channel.close();
            throw new IllegalStateException("another process writes its site to " + root
                    + "; give each notifier-blog its own BLOG_SITE_DIRECTORY");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to BLOG_SITE_DIRECTORY " + root, e);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Whether there is anything to serve. */
    public boolean isServable() {
        return Files.isDirectory(root.resolve(CURRENT));
    }

    /** Whether the current build has a page in this directory. */
    public boolean hasPagesIn(String name) {
        try (Stream<Path> pages = Files.list(root.resolve(CURRENT).resolve(name))) {
            return pages.findAny().isPresent();
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Ids of the incidents and components that the current build shows; empty if there is none, or one of a version
     * without.
     */
    public Set<String> shownIds() {
        try {
            return current().map(build -> Inventory.read(root.resolve(build))).orElse(Set.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One file of the current build, from memory if possible; empty if it does not exist. */
    public Optional<SiteFile> read(SitePath path) {
        return cache.get(path, this::readNow);
    }

    /** As {@link #read}, but null if a disk would have to be waited for. */
    public @Nullable Optional<SiteFile> known(SitePath path) {
        return cache.known(path);
    }

    private Optional<SiteFile> readNow(SitePath path) {
        try {
            Path build = root.resolve(CURRENT).toRealPath();
            Path file = build.resolve(path.value());
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) {
                return Optional.empty();
            }
            byte[] content = Files.readAllBytes(file); // before its other forms, which are never older
            Map<ContentCoding, byte[]> encoded = new EnumMap<>(ContentCoding.class);
            for (ContentCoding coding : ContentCoding.values()) {
                Path small = build.resolve(path.value() + coding.extension());
                if (Files.isRegularFile(small, LinkOption.NOFOLLOW_LINKS)) {
                    encoded.put(coding, Files.readAllBytes(small));
                }
            }
            Instant modified = attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.SECONDS);
            return Optional.of(new SiteFile(content, encoded, modified));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a build beside the current one and deletes unfinished builds of earlier runs. */
    public SiteBuild begin() {
        try {
            sweep(current());
            Path directory = root.resolve(PREFIX + STAMP.format(clock.instant()));
            for (int attempt = 2; Files.exists(directory); attempt++) {
                directory = root.resolve(PREFIX + STAMP.format(clock.instant()) + "-" + attempt);
            }
            return new SiteBuild(Files.createDirectory(directory), this::changed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes {@code build} the current one atomically and deletes the others. */
    public void publish(SiteBuild build) {
        try {
            Path next = root.resolve("." + CURRENT + ".tmp");
            Files.deleteIfExists(next);
            Files.createSymbolicLink(next, build.directory().getFileName());
            Files.move(next, root.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE);
            cache.forgetAll();
            listener.published(build.directory(), build.files());
            sweep(Optional.of(build.directory().getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Path> current() throws IOException {
        Path link = root.resolve(CURRENT);
        return Files.isSymbolicLink(link)
                ? Optional.of(Files.readSymbolicLink(link).getFileName())
                : Optional.empty();
    }

    private void sweep(Optional<Path> kept) throws IOException {
        List<Path> others;
        try (Stream<Path> entries = Files.list(root)) {
            others = entries.filter(entry -> entry.getFileName().toString().startsWith(PREFIX))
                    .filter(entry -> kept.map(root::resolve)
                            .filter(build -> entry.equals(build) || entry.equals(Inventory.fileOf(build)))
                            .isEmpty())
                    .toList();
        }
        for (Path other : others) {
            try {
                Files.walkFileTree(other, new Removal());
            } catch (IOException e) {
                LOG.warnf("old build could not be removed directory=%s reason=%s", other.getFileName(), e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.debugf("lock not released reason=%s", e.getMessage());
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}

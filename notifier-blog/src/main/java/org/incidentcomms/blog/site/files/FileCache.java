package org.incidentcomms.blog.site.files;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The files that were asked for lately, in memory, and the paths at which there is none: bounded by bytes, so that
 * guessed paths cannot fill it. Thread-safe; a read that began before a change is never kept after it.
 */
final class FileCache {
    private static final long LARGEST = 32L << 20;
    /** Bytes of an entry without its content. */
    private static final int ENTRY = 400;

    private record Key(long build, SitePath path) {}

    private final Cache<Key, Optional<SiteFile>> files = Caffeine.newBuilder()
            .maximumWeight(LARGEST)
            .<Key, Optional<SiteFile>>weigher(
                    (key, file) -> ENTRY + file.map(SiteFile::size).orElse(0))
            .executor(Runnable::run)
            .build();
    /** Part of each key, so that what is read from an earlier build while it is replaced is never found again. */
    private final AtomicLong build = new AtomicLong();

    /** What is known without reading; null if nothing is. */
    @Nullable Optional<SiteFile> known(SitePath path) {
        return files.getIfPresent(new Key(build.get(), path));
    }

    /** What is known, or is read now. A change of this path waits for the read. */
    Optional<SiteFile> get(SitePath path, Function<SitePath, Optional<SiteFile>> reading) {
        return Objects.requireNonNull(files.get(new Key(build.get(), path), key -> reading.apply(path)));
    }

    /** The file has changed. */
    void forget(SitePath path) {
        files.invalidate(new Key(build.get(), path));
    }

    /** Another build is served. */
    void forgetAll() {
        build.incrementAndGet();
        files.invalidateAll();
    }
}

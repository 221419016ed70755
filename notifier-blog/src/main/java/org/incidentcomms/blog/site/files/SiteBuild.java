package org.incidentcomms.blog.site.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One directory that contains the whole site, each file also compressed beside it. A reader sees a file either before
 * or after a change, never in between; a file whose content is unchanged is not written and keeps its time. Not
 * thread-safe.
 *
 * <p>Compressing takes as long as all the rest, so it is deferred: a change removes the compressed forms, which then
 * follow, those of the latest change first. They are never older than the plain file.
 *
 * <p>Files are not synced to disk: the log is the source of truth, and a build damaged by a power cut is replaced at
 * the next start.
 */
public final class SiteBuild {
    private final Path directory;
    private final Consumer<SitePath> changed;
    private final Inventory inventory;
    private final Set<SitePath> files = new HashSet<>();
    private final LinkedHashSet<SitePath> uncompressed = new LinkedHashSet<>();

    /**
     * @param changed told each path after its file changed or was deleted
     */
    SiteBuild(Path directory, Consumer<SitePath> changed) {
        this.directory = directory;
        this.changed = changed;
        this.inventory = new Inventory(directory);
    }

    /** What it shows; noted by whoever writes the pages. */
    public Inventory inventory() {
        return inventory;
    }

    Path directory() {
        return directory;
    }

    /**
     * Writes {@code content} to {@code path} if it differs.
     *
     * @return whether the file changed
     * @throws UncheckedIOException if it could not be written; the file is then unchanged
     */
    public boolean write(SitePath path, byte[] content) {
        try {
            Path file = directory.resolve(path.value());
            if (files.contains(path)) {
                if (holds(file, content)) {
                    return false;
                }
                deleteEncoded(path);
            }
            replace(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.add(path);
        uncompressed.addLast(path);
        changed.accept(path);
        return true;
    }

    /**
     * Compresses one file, if there is one to compress.
     *
     * @return whether there was one
     * @throws UncheckedIOException if it could not be written; it will be tried again
     */
    public boolean compressNext() {
        if (uncompressed.isEmpty()) {
            return false;
        }
        SitePath path = uncompressed.getLast();
        try {
            byte[] content = Files.readAllBytes(directory.resolve(path.value()));
            for (ContentCoding coding : ContentCoding.values()) {
                Optional<byte[]> small = coding.encode(content, path.isAsset());
                if (small.isPresent()) {
                    replace(encoded(path, coding), small.get());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        uncompressed.remove(path);
        changed.accept(path);
        return true;
    }

    private static boolean holds(Path file, byte[] content) throws IOException {
        try {
            return Arrays.equals(content, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void deleteEncoded(SitePath path) throws IOException {
        for (ContentCoding coding : ContentCoding.values()) {
            Files.deleteIfExists(encoded(path, coding));
        }
    }

    private Path encoded(SitePath path, ContentCoding coding) {
        return directory.resolve(path.value() + coding.extension());
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Path half = file.resolveSibling("." + file.getFileName() + ".tmp");
        writeHalf(half, content);
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void writeHalf(Path half, byte[] content) throws IOException {
        try {
            Files.write(half, content);
        } catch (NoSuchFileException e) {
            Files.createDirectories(half.getParent());
            Files.write(half, content);
        }
    }

    /** Deletes {@code path} if it exists. */
    public void delete(SitePath path) {
        try {
            Files.deleteIfExists(directory.resolve(path.value()));
            deleteEncoded(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.remove(path);
        uncompressed.remove(path);
        changed.accept(path);
    }

    Collection<SitePath> files() {
        return List.copyOf(files);
    }

    public int size() {
        return files.size();
    }
}

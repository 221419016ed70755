package org.incidentcomms.blog.site.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.incidentcomms.service.digest.Sha256;

/**
 * One directory that contains the whole site. A reader sees a file either before or after a change, never in between; a
 * file whose content is unchanged is not written and keeps its time. Not thread-safe.
 *
 * <p>Files are not synced to disk: the log is the source of truth, and a build damaged by a power cut is replaced at
 * the next start.
 */
public final class SiteBuild {
    private final Path directory;
    private final Map<SitePath, byte[]> digests = new HashMap<>();

    SiteBuild(Path directory) {
        this.directory = directory;
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
        byte[] digest = Sha256.of(content);
        if (Arrays.equals(digest, digests.get(path))) {
            return false;
        }
        try {
            Path file = directory.resolve(path.value());
            Path half = file.resolveSibling("." + file.getFileName() + ".tmp");
            writeHalf(half, content);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        digests.put(path, digest);
        return true;
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
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        digests.remove(path);
    }

    public int size() {
        return digests.size();
    }
}

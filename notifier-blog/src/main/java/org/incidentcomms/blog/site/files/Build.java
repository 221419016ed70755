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
 * One directory with the whole site in it. A reader sees a file as it was or as it is, never half of it; a file whose
 * content is the same is left alone, its time with it. For one thread.
 *
 * <p>Files are not forced to the disk: the log is the truth, and the build that may have suffered from a power cut is
 * replaced at the next start.
 */
public final class Build {
    private final Path directory;
    private final Map<SitePath, byte[]> digests = new HashMap<>();

    Build(Path directory) {
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    /**
     * Makes {@code path} hold {@code content}.
     *
     * @return whether that changed it
     * @throws UncheckedIOException if it could not be written; then the file is as it was
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

    /** Takes {@code path} away, if it is there. */
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

package org.incidentcomms.local.token;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** A secret generated once and kept in a file that only its owner can read. */
public final class SecretFile {

    private SecretFile() {}

    /**
     * Returns the file's content; generates it if the file does not exist. If two processes do so at once, the first
     * one wins and both return its secret.
     */
    public static String read(Path file, Supplier<String> make) throws IOException {
        if (!Files.exists(file)) {
            Path written = written(file, make.get());
            try {
                Files.createLink(file, written);
            } catch (FileAlreadyExistsException another) {
                // the other process's secret is used
            } finally {
                Files.delete(written);
            }
        }
        return Files.readString(file).strip();
    }

    /** Replaces the content atomically: a concurrent reader sees the old text or the new one. */
    static void replace(Path file, String text) throws IOException {
        Files.move(written(file, text), file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path written(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Path written = Files.createTempFile(
                file.getParent(),
                "new-",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(written, text);
    }
}

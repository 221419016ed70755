package org.incidentcomms.local.token;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** A secret made once and kept in a file only its owner can read. */
public final class SecretFile {

    private SecretFile() {}

    /**
     * What the file holds; it is made if it is not there. Of two processes that make it at once the first one wins, and
     * both return its secret.
     */
    public static String read(Path file, Supplier<String> make) throws IOException {
        if (!Files.exists(file)) {
            Path written = written(file, make.get());
            try {
                Files.createLink(file, written);
            } catch (FileAlreadyExistsException another) {
                // its secret counts
            } finally {
                Files.delete(written);
            }
        }
        return Files.readString(file).strip();
    }

    /** Replaces what the file holds; who reads it meanwhile sees the old text or the new one, never a part. */
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

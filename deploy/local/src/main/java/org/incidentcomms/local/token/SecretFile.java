package org.incidentcomms.local.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** A secret made once and kept in a file only its owner can read. */
public final class SecretFile {

    private SecretFile() {}

    /** What the file holds; it is made if it is not there. */
    public static String read(Path file, Supplier<String> make) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            Path writing = Files.createTempFile(
                    file.getParent(),
                    "new-",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(writing, make.get());
            Files.move(writing, file);
        }
        return Files.readString(file).strip();
    }
}

package org.incidentcomms.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.incidentcomms.local.part.PartFiles;
import org.incidentcomms.local.token.SecretFile;
import org.incidentcomms.testkit.Directories;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;

/**
 * The data directory. At most one stack runs on it: it holds a lock, which the kernel releases however the process
 * ends.
 */
final class StackFolder {

    /** Files kept by {@code --fresh}: the lock itself, and caches that only speed up the next start. */
    private static final List<String> KEPT = List.of("lock", "cache");

    private static final Pattern FRAME = Pattern.compile("^\\s+(at |\\.\\.\\. \\d+ more)");

    private final Path folder;

    StackFolder(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("cache"));
    }

    /** The lock, unless a running stack holds it. The file contains the process id of the last holder. */
    Optional<FileLock> lock() throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
        } else {
            String owner = ProcessHandle.current().pid() + "\n";
            channel.truncate(0).write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)));
        }
        return Optional.ofNullable(lock);
    }

    /**
     * Ends what an earlier stack left running. PostgreSQL may run without a pid file of its part: that is written once
     * its databases are created, and a stack may be killed before.
     */
    PartFiles endLeftovers() throws InterruptedException {
        PartFiles files = new PartFiles(folder.resolve("parts"));
        files.endLeftovers();
        EmbeddedPostgresServer.stopLeftover(folder.resolve(StackParts.POSTGRES));
        return files;
    }

    /** Deletes the data of earlier stacks: databases, events, mails, pages, keys. */
    void empty() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(entry -> !KEPT.contains(entry.getFileName().toString()))
                    .forEach(Directories::delete);
        }
    }

    /** Rotates the log of each part; the previous one is kept as {@code NAME.log.1}. */
    void turnLogs() throws IOException {
        Path logs = Files.createDirectories(folder.resolve("logs"));
        try (Stream<Path> entries = Files.list(logs)) {
            for (Path log :
                    entries.filter(log -> log.toString().endsWith(".log")).toList()) {
                Files.move(log, Path.of(log + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** The secret that signs the links in mails; kept, so that links already sent stay valid. */
    String linkSecret() throws IOException {
        return SecretFile.read(folder.resolve("keys").resolve("email-link-secret"), () -> {
            byte[] bytes = new byte[32];
            new SecureRandom().nextBytes(bytes);
            return HexFormat.of().formatHex(bytes);
        });
    }

    /** The end of a log without stack frames, for a message. */
    static String lastLines(Path log, int count) {
        try {
            List<String> lines = Files.readAllLines(log).stream()
                    .filter(line -> !FRAME.matcher(line).find())
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
        } catch (IOException e) {
            return "(nothing)";
        }
    }
}

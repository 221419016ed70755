package org.incidentcomms.testkit.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.incidentcomms.testkit.Directories;
import org.tukaani.xz.XZInputStream;

/**
 * The archive with PostgreSQL's programs on the class path.
 *
 * <p>It is unpacked once, into a directory named after its jar, so that each version and platform has its own
 * directory. That directory is complete or absent: the archive is unpacked beside it and renamed. Processes that unpack
 * at the same time do so independently; the first one to finish wins. A process killed while unpacking leaves a
 * directory that a later one deletes.
 */
record PostgresArchive(URL location) {

    private static final Pattern JAR = Pattern.compile("/([^/!]+)\\.jar!");
    private static final String UNPACKING = ".unpacking-";
    private static final Duration ABANDONED = Duration.ofHours(1);

    /** The archive needs a dictionary of 8 MiB; the limit keeps a corrupt archive from allocating more. */
    private static final int MEMORY_LIMIT_KIB = 128 * 1024;

    /** The archive for this machine. */
    static PostgresArchive onClassPath() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        String platform = system + "-" + machine;
        for (String name : List.of("postgres-" + platform + ".txz", "postgres-" + platform + "-alpine_linux.txz")) {
            URL found = PostgresArchive.class.getClassLoader().getResource(name);
            if (found != null) {
                return new PostgresArchive(found);
            }
        }
        throw new IllegalStateException("no PostgreSQL for " + platform
                + " is on the class path; build with -Dpostgres-binaries.platform=… (the root pom.xml lists them)");
    }

    /**
     * The directory below this one with {@code bin}, {@code lib} and {@code share}; unpacks it if it does not exist.
     *
     * @throws IOException if it cannot be unpacked; nothing is left behind then
     */
    Path unpackedInto(Path cache) throws IOException {
        Path target = cache.resolve(name());
        if (Files.isDirectory(target)) {
            return target;
        }
        Files.createDirectories(cache);
        deleteAbandoned(cache);
        Path unpacking = Files.createTempDirectory(cache, name() + UNPACKING);
        try {
            unpack(unpacking);
            Files.move(unpacking, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            Directories.delete(unpacking);
            if (!Files.isDirectory(target)) {
                throw e;
            }
        } catch (IOException | RuntimeException | Error e) {
            Directories.delete(unpacking);
            throw e;
        }
        return target;
    }

    private String name() {
        Matcher jar = JAR.matcher(location.toString());
        if (!jar.find()) {
            throw new IllegalStateException("not in a jar: " + location);
        }
        return jar.group(1);
    }

    private void unpack(Path folder) throws IOException {
        try (InputStream packed = location.openStream();
                var tar = new TarArchiveInputStream(new XZInputStream(packed, MEMORY_LIMIT_KIB))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (!file.startsWith(folder)) {
                    throw new IOException("an entry of " + location + " is outside the directory: " + entry.getName());
                }
                Files.createDirectories(entry.isDirectory() ? file : file.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else if (entry.isFile()) {
                    Files.copy(tar, file);
                    makeExecutable(file, entry);
                }
            }
        }
    }

    /** Accessible to its owner only. */
    private static void makeExecutable(Path file, TarArchiveEntry entry) throws IOException {
        if ((entry.getMode() & 0100) != 0 || entry.getName().startsWith("bin/")) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            Files.setPosixFilePermissions(file, permissions);
        }
    }

    /** Deletes what a killed process left half unpacked. A recent one may still be in use and is kept. */
    private void deleteAbandoned(Path cache) throws IOException {
        Instant before = Instant.now().minus(ABANDONED);
        try (Stream<Path> entries = Files.list(cache)) {
            for (Path entry : entries.filter(
                            entry -> entry.getFileName().toString().contains(UNPACKING))
                    .toList()) {
                if (Files.getLastModifiedTime(entry).toInstant().isBefore(before)) {
                    Directories.delete(entry);
                }
            }
        }
    }
}

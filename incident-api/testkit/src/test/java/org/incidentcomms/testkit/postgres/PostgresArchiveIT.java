package org.incidentcomms.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.incidentcomms.testkit.JavaProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresArchiveIT {

    @TempDir
    Path folder;

    private final PostgresArchive archive = PostgresArchive.onClassPath();

    @Test
    void theProgramsRunFromAFolderWithABlankAndOtherLettersInItsName() throws Exception {
        Path programs = archive.unpackedInto(folder.resolve("mein prójekt"));

        assertThat(programs.getFileName().toString()).contains("17.");
        assertThatTheyRun(programs);
    }

    @Test
    void twoThatUnpackAtOnceGetTheSameCompleteFolder() throws Exception {
        List<Path> got = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            Callable<Path> unpack = () -> archive.unpackedInto(folder);
            for (var one : threads.invokeAll(List.of(unpack, unpack))) {
                got.add(one.get());
            }
        }
        assertThat(got.get(0)).isEqualTo(got.get(1));
        assertThatTheyRun(got.get(0));
        assertThat(entries(folder)).containsExactly(got.get(0));
    }

    @Test
    void aKillInTheMiddleLeavesNothingThatStopsTheNextOne() throws Exception {
        try (JavaProcess process = JavaProcess.ready(Unpacking.class, List.of(), folder)) {
            process.kill();
        }
        Path abandoned = entries(folder).getFirst();
        assertThat(entries(abandoned)).as("it had begun").isNotEmpty();

        Path programs = archive.unpackedInto(folder);
        assertThatTheyRun(programs);
        assertThat(abandoned).as("may still be at work").exists();

        Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        Path other = folder.resolve("other");
        Files.move(programs, other);
        archive.unpackedInto(folder);
        assertThat(abandoned).doesNotExist();
    }

    @Test
    void whatCannotBeUnpackedLeavesNothing() throws Exception {
        Path jar = folder.resolve("broken-1.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("postgres.txz"));
            out.write("no archive".getBytes(StandardCharsets.UTF_8));
        }
        Path cache = folder.resolve("cache");
        var broken = new PostgresArchive(
                URI.create("jar:" + jar.toUri() + "!/postgres.txz").toURL());

        assertThatThrownBy(() -> broken.unpackedInto(cache)).isInstanceOf(IOException.class);
        assertThat(entries(cache)).isEmpty();
    }

    private static void assertThatTheyRun(Path programs) throws Exception {
        Process process = new ProcessBuilder(programs.resolve("bin/postgres").toString(), "--version").start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("17.");
        assertThat(programs.resolve("share/postgresql/postgres.bki")).isNotEmptyFile();
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    /** Unpacks a part of the archive, then waits to be killed. */
    static final class Unpacking {

        private static final int PART = 4 * 1024 * 1024;

        public static void main(String[] args) throws IOException {
            URL whole = PostgresArchive.onClassPath().location();
            URL halting = URL.of(URI.create(whole.toString()), new URLStreamHandler() {
                @Override
                protected URLConnection openConnection(URL url) {
                    return connection(whole);
                }
            });
            new PostgresArchive(halting).unpackedInto(Path.of(args[0]));
        }

        private static URLConnection connection(URL whole) {
            return new URLConnection(whole) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() throws IOException {
                    InputStream part;
                    try (InputStream all = whole.openStream()) {
                        part = new ByteArrayInputStream(all.readNBytes(PART));
                    }
                    return new SequenceInputStream(part, new InputStream() {
                        @Override
                        public int read() {
                            System.out.println("READY");
                            new CompletableFuture<>().join();
                            return -1;
                        }
                    });
                }
            };
        }
    }
}

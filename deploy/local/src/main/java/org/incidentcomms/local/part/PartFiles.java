package org.incidentcomms.local.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files through which other programs see the parts and control them: {@code NAME.pid} while a part runs, {@code
 * NAME.state}, and {@code NAME.hold}, which a program creates to have the part stopped and deletes to have it started.
 * With files a shell script needs only {@code kill} and {@code touch}.
 */
public record PartFiles(Path folder) {

    private static final Duration LEFTOVER_PATIENCE = Duration.ofSeconds(10);

    public boolean isHeld(String part) {
        return Files.exists(file(part, "hold"));
    }

    public void hold(String part) {
        write(file(part, "hold"), "");
    }

    public void release(String part) {
        delete(file(part, "hold"));
    }

    void running(String part, ProcessHandle process) {
        write(file(part, "pid"), process.pid() + "\n" + startOf(process) + "\n");
    }

    void ended(String part) {
        delete(file(part, "pid"));
    }

    /** For other programs to read: on a full disk they read nothing, and the part runs all the same. */
    void state(String part, PartState state) {
        try {
            write(file(part, "state"), state.word() + "\n");
        } catch (UncheckedIOException notReadable) {
            // whoever supervises the part knows its state
        }
    }

    /** Deletes the files of an earlier run, except its pid files. */
    void clear() {
        list().stream().filter(file -> !file.toString().endsWith(".pid")).forEach(PartFiles::delete);
    }

    /** Ends processes left by an earlier supervisor that was killed together with its leash. */
    public void endLeftovers() throws InterruptedException {
        List<Path> pidFiles =
                list().stream().filter(file -> file.toString().endsWith(".pid")).toList();
        List<ProcessHandle> leftovers =
                pidFiles.stream().flatMap(file -> recorded(file).stream()).toList();
        leftovers.forEach(ProcessHandle::destroy);
        if (!Liveness.allEnd(leftovers, LEFTOVER_PATIENCE)) {
            leftovers.forEach(ProcessHandle::destroyForcibly);
        }
        pidFiles.forEach(PartFiles::delete);
    }

    /** The process a pid file names, if it is still the same one and the id was not reused. */
    private static Optional<ProcessHandle> recorded(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                    .filter(process -> lines.size() > 1 && lines.get(1).equals(startOf(process)));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Object::toString).orElse("");
    }

    private Path file(String part, String kind) {
        return folder.resolve(part + "." + kind);
    }

    private List<Path> list() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }
}

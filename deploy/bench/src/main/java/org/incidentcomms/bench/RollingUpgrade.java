package org.incidentcomms.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.incidentcomms.local.settings.StackLayout.Replica;
import org.incidentcomms.local.settings.StackPort;
import org.incidentcomms.testkit.Directories;

/**
 * Replaces the processes of an earlier build by this one, each after the one before is ready, as a rolling deployment
 * does.
 *
 * <p>Each process has a link of its own to its build, switched while the process is stopped: a JVM opens some of its
 * jars long after its start.
 */
final class RollingUpgrade implements AutoCloseable {

    private final Path root;
    private final Path folder = Directories.temporary("bench-builds-");
    private final Map<String, Path> builds = new TreeMap<>();

    /**
     * @param old root directory of the checkout whose build every process starts with
     * @param root root directory of this build
     */
    RollingUpgrade(Path old, Path root, Map<StackPort, Integer> replicas) {
        this.root = root;
        replicas.forEach((service, count) -> {
            for (int number = 1; number <= count; number++) {
                String part = new Replica(service, number).name();
                link(folder.resolve(part), old);
                builds.put(part, folder.resolve(part));
            }
        });
    }

    /** The root directory of the build of each process. */
    Map<String, Path> builds() {
        return Map.copyOf(builds);
    }

    /** All processes, by name. */
    List<String> parts() {
        return new ArrayList<>(builds.keySet());
    }

    /**
     * Takes a process out of rotation, stops it with SIGTERM, and returns once the same process of this build is ready
     * and in rotation. Returns how long the stop took.
     */
    Duration replace(BenchStack stack, String part) throws InterruptedException {
        stack.rotation().remove(part);
        long begun = System.nanoTime();
        stack.parts().hold(part);
        Duration stop = Duration.ofNanos(System.nanoTime() - begun);
        link(folder.resolve(part), root);
        stack.parts().release(part);
        stack.awaitReady(part);
        stack.rotation().add(part);
        return stop;
    }

    @Override
    public void close() {
        Directories.delete(folder);
    }

    private static void link(Path link, Path build) {
        try {
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, build.toRealPath());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot link the services of " + build, e);
        }
    }
}

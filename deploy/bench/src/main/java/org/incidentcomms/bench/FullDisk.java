package org.incidentcomms.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Fills a file system for a while. */
final class FullDisk {

    private static final int BLOCK = 1 << 20;
    private static final int SMALLEST = 512;

    private final Path ballast;

    /** @param folder a directory of this file system */
    FullDisk(Path folder) {
        this.ballast = folder.resolve("ballast");
    }

    /** Leaves no space, takes what becomes free at once, and gives it back after this time. */
    void fill(Duration length) throws InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        try {
            try (OutputStream out = Files.newOutputStream(ballast)) {
                while (System.nanoTime() < end) {
                    writeAll(out);
                    Thread.sleep(20);
                }
            } finally {
                Files.deleteIfExists(ballast);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot fill the file system of " + ballast, e);
        }
    }

    private static void writeAll(OutputStream out) {
        for (int size = BLOCK; size >= SMALLEST; ) {
            try {
                out.write(new byte[size]);
            } catch (IOException full) {
                size /= 2;
            }
        }
    }
}

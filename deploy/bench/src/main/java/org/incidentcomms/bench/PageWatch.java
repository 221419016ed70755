package org.incidentcomms.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records when the page of each incident was first written: its file's time, before a later write changes it. */
final class PageWatch implements AutoCloseable {

    private final Path pages;
    private final Map<String, Instant> written = new HashMap<>();
    private final List<String> awaited = new ArrayList<>();
    private final Thread thread;

    PageWatch(Path site) {
        pages = site.resolve("current").resolve("incidents");
        thread = Thread.ofPlatform().daemon().name("page-watch").start(this::watch);
    }

    synchronized void await(String incidentSlug) {
        awaited.add(incidentSlug);
    }

    synchronized Map<String, Instant> written() {
        return Map.copyOf(written);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void watch() {
        try {
            while (true) {
                look();
                Thread.sleep(5);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void look() {
        awaited.removeIf(slug -> {
            try {
                written.put(
                        slug,
                        Files.getLastModifiedTime(pages.resolve(slug + ".html")).toInstant());
                return true;
            } catch (IOException notYet) {
                return false;
            }
        });
    }
}

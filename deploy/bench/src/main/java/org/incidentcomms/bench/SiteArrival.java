package org.incidentcomms.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Finds out when a new incident was on disk everywhere: its page, the lists, the feeds and the JSON. */
final class SiteArrival {

    private static final List<String> OVERVIEWS = List.of(
            "history.html",
            "feed.atom",
            "feed.rss",
            "feed.json",
            "history.atom",
            "history.rss",
            "api/v2/incidents.json");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private SiteArrival() {}

    /**
     * Waits until all files contain the incident.
     *
     * @return the time of the file written last
     */
    static Instant await(Path site, String slug) throws IOException, InterruptedException {
        Path current = site.resolve("current");
        Instant last = written(current.resolve("incidents").resolve(slug + ".html"), slug);
        for (String name : OVERVIEWS) {
            Instant at = written(current.resolve(name), slug);
            last = at.isAfter(last) ? at : last;
        }
        return last;
    }

    private static Instant written(Path file, String text) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < LIMIT.toNanos()) {
            try {
                // First the time: if the file is replaced in between, the text may be new, but the time is not too
                // late.
                Instant at = Files.getLastModifiedTime(file).toInstant();
                if (Files.readString(file).contains(text)) {
                    return at;
                }
            } catch (NoSuchFileException notYet) {
                // is looked for again
            }
            Thread.sleep(1);
        }
        throw new IllegalStateException(file.getFileName() + " does not contain " + text + " after " + LIMIT);
    }
}

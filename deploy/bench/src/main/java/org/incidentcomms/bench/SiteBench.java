package org.incidentcomms.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.incidentcomms.bench.process.ProcessUsage;
import org.incidentcomms.events.PublishedEvent;

/**
 * Measures notifier-blog with a short and a long history: the rebuild of the site at start, from an event in Kafka to
 * the page, the feeds and the JSON on disk, its processor time per event, and its memory.
 */
final class SiteBench implements StackBench {

    private static final String BLOG = "notifier-blog";
    private static final int WARM_UP = 100;
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Duration REBUILD_LIMIT = Duration.ofMinutes(5);
    private static final Duration IDLE_LIMIT = Duration.ofMinutes(15);
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** Processor time in a second; a service without events takes less. */
    private static final Duration IDLE = Duration.ofMillis(50);

    /** With the short history. */
    private static final double P99_BAR = 50;

    private static final double REBUILD_BAR = 20;
    private static final double COST_BAR = 1.5;

    /**
     * @param incidents in the history
     * @param rebuildSeconds from the start of the process to the new site in place
     * @param deferredSeconds from then until other languages and compressed forms are written, too
     * @param toDisk from the acknowledgement by Kafka to the last file
     * @param cpuMillis processor time per event, including what follows later
     */
    private record Row(
            int incidents,
            double rebuildSeconds,
            double deferredSeconds,
            Quantiles toDisk,
            double cpuMillis,
            double residentMb,
            double peakMb) {}

    private final IncidentHistory history = new IncidentHistory();
    private final int shortest;
    private final int longest;
    private final int measured;
    private int fresh;

    SiteBench(int longest, int measured) {
        this.shortest = longest / 10;
        this.longest = longest;
        this.measured = measured;
    }

    @Override
    public BenchSetup setup() {
        return BenchSetup.pages();
    }

    @Override
    public boolean run(BenchStack stack) throws InterruptedException {
        stack.parts().hold("incident-api"); // its topics are what is needed
        try (EventPublisher log = new EventPublisher(stack.bootstrapServers())) {
            log.publish(history.components());
            Row few = row(stack, log, history.past(1, shortest), shortest);
            Row many = row(stack, log, history.past(shortest + 1, longest), longest);
            boolean held = few.toDisk().p99() <= P99_BAR
                    && many.rebuildSeconds() <= REBUILD_BAR
                    && many.cpuMillis() <= COST_BAR * few.cpuMillis();
            System.out.printf(
                    Locale.ROOT,
                    "%s (short history: p99 <= %.0f ms; long history: rebuild <= %.0f s, an event costs at most %.1f times"
                            + " as much)%n",
                    held ? "met" : "MISSED",
                    P99_BAR,
                    REBUILD_BAR,
                    COST_BAR);
            return held;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Row row(BenchStack stack, EventPublisher log, List<PublishedEvent> more, int incidents)
            throws IOException, InterruptedException {
        Path current = stack.site().resolve("current");
        stack.parts().hold(BLOG);
        log.publish(more);
        Path before = current.toRealPath();
        long begun = System.nanoTime();
        stack.parts().release(BLOG);
        while (current.toRealPath().equals(before)) {
            requireWithin(REBUILD_LIMIT, begun, "the site was not rebuilt");
            Thread.sleep(5);
        }
        double rebuild = seconds(begun);
        begun = System.nanoTime();
        stack.awaitReady(BLOG);
        long pid = stack.processId(BLOG);
        awaitIdle(pid);
        double deferred = seconds(begun);

        events(stack, log, WARM_UP);
        awaitIdle(pid);
        Duration used = ProcessUsage.time(pid);
        Quantiles toDisk = Quantiles.of(events(stack, log, measured));
        awaitIdle(pid);
        Row row = new Row(
                incidents,
                rebuild,
                deferred,
                toDisk,
                ProcessUsage.time(pid).minus(used).toNanos() / 1e6 / measured,
                ProcessUsage.residentMb(pid),
                ProcessUsage.peakMb(pid));
        print(row);
        return row;
    }

    /** Publishes new incidents at a fixed interval; returns how long each took, in milliseconds. */
    private List<Double> events(BenchStack stack, EventPublisher log, int count)
            throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long next = System.nanoTime() + INTERVAL.toNanos();
            fresh++;
            String slug = "fresh-%05d".formatted(fresh);
            Instant acknowledged = log.publish(List.of(history.fresh(slug, fresh)));
            Instant onDisk = SiteArrival.await(stack.site(), slug);
            millis.add(Math.max(0, Duration.between(acknowledged, onDisk).toNanos() / 1e6));
            Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
        }
        return millis;
    }

    /** Waits until the process does nothing: all that was deferred is written. */
    private static void awaitIdle(long pid) throws InterruptedException {
        long begun = System.nanoTime();
        int calm = 0;
        while (calm < 2) {
            requireWithin(IDLE_LIMIT, begun, "the service is still busy");
            Duration before = ProcessUsage.time(pid);
            Thread.sleep(SECOND);
            calm = ProcessUsage.time(pid).minus(before).compareTo(IDLE) < 0 ? calm + 1 : 0;
        }
    }

    private static void requireWithin(Duration limit, long begun, String otherwise) {
        if (System.nanoTime() - begun > limit.toNanos()) {
            throw new IllegalStateException(otherwise + " within " + limit);
        }
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void print(Row row) {
        System.out.printf(Locale.ROOT, "%,d incidents%n", row.incidents());
        System.out.printf(
                Locale.ROOT,
                "  rebuild at start          %.1f s; other languages and compressed forms %.0f s later%n",
                row.rebuildSeconds(),
                row.deferredSeconds());
        System.out.println("  event in Kafka to disk    " + row.toDisk());
        System.out.printf(Locale.ROOT, "  processor time per event  %.1f ms%n", row.cpuMillis());
        System.out.printf(
                Locale.ROOT, "  resident memory           %.0f MB, at most %.0f MB%n", row.residentMb(), row.peakMb());
    }
}

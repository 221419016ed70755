package org.incidentcomms.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kills Kafka, PostgreSQL and incident-api, and then requests the public pages of notifier-blog. Every request must be
 * answered, and the status page must say how old it is.
 */
final class AloneBench implements StackBench {

    private static final List<String> KILLED = List.of("incident-api", "kafka", "postgres");
    private static final int INCIDENTS = 50;
    private static final int CLIENTS = 64;
    private static final Duration LIMIT = Duration.ofMinutes(1);
    /** How long notifier-blog takes Kafka for reachable after its last response. */
    private static final Duration LAST_CONTACT = Duration.ofSeconds(10);
    /** After this, the status page would have been refreshed: every minute while Kafka answers. */
    private static final Duration OUTDATED = Duration.ofSeconds(80);

    private static final Pattern AS_OF = Pattern.compile("data-as-of=\"([^\"]+)\"");

    private final int requests;

    AloneBench(int requests) {
        this.requests = requests;
    }

    @Override
    public BenchSetup setup() {
        return BenchSetup.pages();
    }

    @Override
    public boolean run(BenchStack stack) throws InterruptedException {
        List<URI> addresses = addresses(stack);
        Instant killed = Instant.now();
        for (String part : KILLED) {
            if (!stack.parts().kill(part)) {
                throw new IllegalStateException(part + " was not running");
            }
            stack.parts().hold(part); // would be restarted otherwise
        }
        List<Integer> ports = List.of(
                stack.address("incident-api").getPort(),
                URI.create("kafka://" + stack.bootstrapServers()).getPort(),
                stack.incidentDatabase().getPort());
        awaitClosed(ports);
        System.out.printf("killed: %s%n", String.join(", ", KILLED));

        PageLoad.Result result = PageLoad.run(addresses, requests, CLIENTS);
        Duration rest = Duration.between(Instant.now(), killed.plus(OUTDATED));
        if (rest.isPositive()) {
            Thread.sleep(rest);
        }
        ports.forEach(AloneBench::requireClosed);
        Instant asOf = asOf(stack);
        boolean tellsAge = !asOf.isAfter(killed.plus(LAST_CONTACT));
        System.out.printf(
                Locale.ROOT,
                "%d requests for %d pages, %d clients: %.0f/s   %s   failed %s%n",
                result.requests(),
                addresses.size(),
                CLIENTS,
                result.perSecond(),
                result.millis(),
                result.failed().isEmpty() ? "0" : result.failed());
        System.out.printf(
                "%d s after the kill the status page says: as of %s%n",
                Duration.between(killed, Instant.now()).toSeconds(), asOf);
        boolean held = result.failed().isEmpty() && tellsAge;
        System.out.printf("%s (no request fails; the page does not claim to be newer)%n", held ? "met" : "MISSED");
        return held;
    }

    /** Opens incidents and returns the addresses of pages, feeds and JSON once all are on disk. */
    private static List<URI> addresses(BenchStack stack) throws InterruptedException {
        try (PageWatch pages = new PageWatch(stack.site());
                Operator operator = new Operator(stack, accepted -> pages.await(accepted.incidentSlug()))) {
            for (int i = 0; i < INCIDENTS; i++) {
                var unused = operator.open();
            }
            int opened = operator.accepted().size();
            if (opened == 0) {
                throw new IllegalStateException("incident-api accepts no incident");
            }
            long begun = System.nanoTime();
            while (pages.written().size() < opened) {
                if (System.nanoTime() - begun > LIMIT.toNanos()) {
                    throw new IllegalStateException(
                            "only " + pages.written().size() + " of " + opened + " pages within " + LIMIT);
                }
                Thread.sleep(20);
            }
            URI site = stack.sites().getFirst();
            List<URI> addresses = new ArrayList<>();
            for (String path : List.of(
                    "/", "/history", "/de/", "/feed.atom", "/history.rss", "/feed.json", "/api/v2/summary.json")) {
                addresses.add(site.resolve(path));
            }
            pages.written().keySet().forEach(slug -> addresses.add(site.resolve("/incidents/" + slug)));
            return List.copyOf(addresses);
        }
    }

    /** The last processes of a killed server end a moment after it. */
    private static void awaitClosed(List<Integer> ports) throws InterruptedException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < LIMIT.toNanos() && ports.stream().anyMatch(AloneBench::answers)) {
            Thread.sleep(20);
        }
        ports.forEach(AloneBench::requireClosed);
    }

    private static void requireClosed(int port) {
        if (answers(port)) {
            throw new IllegalStateException("something still answers on port " + port);
        }
    }

    private static boolean answers(int port) {
        try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return open.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static Instant asOf(BenchStack stack) {
        try {
            String page = Files.readString(stack.site().resolve("current").resolve("index.html"));
            Matcher told = AS_OF.matcher(page);
            if (!told.find()) {
                throw new IllegalStateException("the status page does not say how old it is");
            }
            return Instant.parse(told.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

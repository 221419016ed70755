package org.incidentcomms.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Measures how many incidents a second are committed, and the latency, at 1, 8 and 32 clients: a closed loop. Each run
 * alternates with PostgreSQL's own load generator, which commits the same statements on the same server, so that other
 * load on the machine affects both.
 */
final class PublishBench implements StackBench {
    private static final List<Integer> CLIENTS = List.of(1, 8, 32);
    private static final Duration WARM_UP = Duration.ofSeconds(100);
    private static final double SHARE_BAR = 0.20;
    private static final double P99_BAR = 60;

    private final Duration each;

    PublishBench(Duration each) {
        this.each = each;
    }

    @Override
    public BenchSetup setup() {
        return BenchSetup.simple(0);
    }

    @Override
    public boolean run(BenchStack stack) throws InterruptedException {
        for (String notifier : List.of("notifier-email", "notifier-twitter", "notifier-blog")) {
            stack.parts().hold(notifier);
        }
        try {
            Pgbench pgbench = new Pgbench(stack.folder(), stack.incidentDatabase());
            System.out.printf("warm-up %d s%n", WARM_UP.toSeconds());
            ClosedLoop.run(stack, 32, WARM_UP);
            boolean held = true;
            for (int clients : CLIENTS) {
                double ours = 0;
                double theirs = 0;
                Quantiles worst = null;
                for (int turn = 0; turn < 2; turn++) {
                    theirs += pgbench.run(clients, each, stack.databaseUser()) / 2;
                    ClosedLoop.Result result = ClosedLoop.run(stack, clients, each);
                    ours += result.perSecond() / 2;
                    worst = worst == null || result.millis().p99() > worst.p99() ? result.millis() : worst;
                    held &= result.refused() == 0;
                }
                System.out.printf(
                        Locale.ROOT,
                        "%2d clients   POST /v1/incidents %7.0f/s   pgbench %7.0f/s   share %4.0f %%   %s%n",
                        clients,
                        ours,
                        theirs,
                        100 * ours / theirs,
                        worst);
                if (clients == 32) {
                    held &= ours >= SHARE_BAR * theirs && worst != null && worst.p99() <= P99_BAR;
                }
            }
            System.out.printf(
                    "%s (32 clients: share >= %.0f %%, p99 <= %.0f ms; every POST 201)%n",
                    held ? "met" : "MISSED", 100 * SHARE_BAR, P99_BAR);
            return held;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

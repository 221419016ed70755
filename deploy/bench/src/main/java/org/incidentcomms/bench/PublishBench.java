package org.incidentcomms.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Measures how many incidents a second are committed, and the latency, at 1, 8 and 32 clients: a closed loop. Each run
 * alternates with PostgreSQL's own load generator, which commits the same statements on the same server, so that other
 * load on the machine affects both. Then the latency of five incidents a second.
 */
final class PublishBench implements StackBench {
    private static final List<Integer> CLIENTS = List.of(1, 8, 32);
    private static final int MOST_CLIENTS = 32;
    private static final int TURNS = 2;
    private static final Duration WARM_UP = Duration.ofSeconds(100);
    private static final Duration SELDOM = Duration.ofMillis(200);
    private static final int SELDOM_COUNT = 300;

    private static final double SHARE_BAR = 0.40;
    private static final double P99_RATIO_BAR = 3;
    private static final double SELDOM_P50_BAR = 6;

    private final Duration each;

    PublishBench(Duration each) {
        this.each = each;
    }

    /** A run of incident-api and the one of pgbench beside it. */
    private record Turn(ClosedLoop.Result ours, Pgbench.Result theirs) {
        double p99Ratio() {
            return ours.millis().p99() / theirs.millis().p99();
        }
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
            ClosedLoop.run(stack, MOST_CLIENTS, WARM_UP);
            boolean held = true;
            for (int clients : CLIENTS) {
                for (int number = 0; number < TURNS; number++) {
                    Pgbench.Result theirs = pgbench.run(clients, each, stack.databaseUser());
                    Turn turn = new Turn(ClosedLoop.run(stack, clients, each), theirs);
                    print(clients, turn);
                    held &= turn.ours().refused() == 0 && (clients < MOST_CLIENTS || isWithin(turn));
                }
            }
            held &= seldom(stack);
            System.out.printf(
                    "%s (%d clients: share >= %.0f %%, p99 <= %.0f times pgbench's; 5/s: p50 <= %.0f ms; every POST 201)%n",
                    held ? "met" : "MISSED", MOST_CLIENTS, 100 * SHARE_BAR, P99_RATIO_BAR, SELDOM_P50_BAR);
            return held;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isWithin(Turn turn) {
        return turn.ours().perSecond() >= SHARE_BAR * turn.theirs().perSecond() && turn.p99Ratio() <= P99_RATIO_BAR;
    }

    private static void print(int clients, Turn turn) {
        System.out.printf(
                Locale.ROOT,
                "%2d clients   POST /v1/incidents %7.0f/s   %s%n"
                        + "             pgbench            %7.0f/s   %s   share %.0f %%, p99 %.1f times%n",
                clients,
                turn.ours().perSecond(),
                turn.ours().millis(),
                turn.theirs().perSecond(),
                turn.theirs().millis(),
                100 * turn.ours().perSecond() / turn.theirs().perSecond(),
                turn.p99Ratio());
    }

    private static boolean seldom(BenchStack stack) throws InterruptedException {
        try (Operator operator = new Operator(stack, accepted -> {})) {
            operator.openEvery(SELDOM, SELDOM_COUNT);
            operator.settle();
            Quantiles millis = Quantiles.of(
                    operator.accepted().stream().map(Accepted::millis).toList());
            System.out.printf("5 a second   %s%n", millis);
            return millis.p50() <= SELDOM_P50_BAR && operator.refused() == 0;
        }
    }
}

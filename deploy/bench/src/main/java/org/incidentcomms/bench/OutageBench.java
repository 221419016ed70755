package org.incidentcomms.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Kafka is stopped for a while, then the SMTP server is, while incidents are opened and updated all the time. Every
 * POST must be answered as fast as ever, and afterwards everything must be there, once and in order.
 */
final class OutageBench implements Bench {

    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Duration UPDATE_AFTER = Duration.ofSeconds(1);
    private static final Duration QUIET = Duration.ofSeconds(15);
    private static final double POST_P99_BAR = 100;

    private final Duration outage;

    OutageBench(Duration outage) {
        this.outage = outage;
    }

    @Override
    public int subscribers() {
        return 3;
    }

    @Override
    public boolean run(BenchStack stack) throws InterruptedException {
        try (Operator operator = new Operator(stack, accepted -> {})) {
            AtomicBoolean enough = new AtomicBoolean();
            operator.soon(() -> openAndUpdate(operator, enough));
            Thread.sleep(QUIET);
            System.out.println("Kafka is stopped for " + outage.toSeconds() + " s");
            stack.parts().hold("kafka");
            Thread.sleep(outage);
            stack.parts().release("kafka");
            Thread.sleep(QUIET);
            System.out.println("the SMTP server is stopped for " + outage.toSeconds() + " s");
            stack.mail().stop();
            Thread.sleep(outage);
            stack.mail().start();
            Thread.sleep(QUIET);
            enough.set(true);
            operator.settle();
            return report(stack, operator);
        }
    }

    private static boolean report(BenchStack stack, Operator operator) throws InterruptedException {
        List<Accepted> owed = operator.accepted();
        long begun = System.nanoTime();
        Census census = Census.await(stack, stack.addresses(), owed, Duration.ofMinutes(5));
        Quantiles posts = Quantiles.of(owed.stream().map(Accepted::millis).toList());
        System.out.println("POST to its 201   " + posts + "   not answered 201: " + operator.refused());
        System.out.println(census);
        System.out.printf("complete %.0f s after the last POST%n", (System.nanoTime() - begun) / 1e9);
        boolean held = operator.refused() == 0
                && posts.p99() <= POST_P99_BAR
                && census.equals(new Census(0, 0, 0, 0, 0, 0, 0));
        System.out.printf(
                "%s (every POST 201, p99 <= %.0f ms; all once and in order)%n", held ? "held" : "MISSED", POST_P99_BAR);
        return held;
    }

    /** Every incident is updated a second after it was opened. */
    private static void openAndUpdate(Operator operator, AtomicBoolean enough) throws InterruptedException {
        while (!enough.get()) {
            operator.soon(() -> {
                Optional<Accepted> opened = operator.open();
                Thread.sleep(UPDATE_AFTER);
                if (opened.isPresent()) {
                    operator.update(opened.get(), "monitoring");
                }
            });
            Thread.sleep(INTERVAL);
        }
    }
}

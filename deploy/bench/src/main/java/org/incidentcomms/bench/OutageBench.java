package org.incidentcomms.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stops Kafka for a while, then the SMTP server, while incidents are opened and updated. Every POST must be as fast as
 * before, and afterwards everything must be delivered once and in order.
 */
final class OutageBench implements StackBench {

    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Duration UPDATE_AFTER = Duration.ofSeconds(1);
    private static final Duration QUIET = Duration.ofSeconds(15);
    private static final double POST_P99_BAR = 100;

    private static final int WARM_UP = 200;

    private record Phase(String name, Instant from) {}

    private final List<Phase> phases = new ArrayList<>();
    private final Duration outage;

    OutageBench(Duration outage) {
        this.outage = outage;
    }

    @Override
    public BenchSetup setup() {
        return BenchSetup.simple(3);
    }

    @Override
    public boolean run(BenchStack stack) throws InterruptedException {
        try (Operator operator = new Operator(stack, accepted -> {})) {
            System.out.println(WARM_UP + " warm-up incidents");
            operator.openEvery(INTERVAL, WARM_UP);
            AtomicBoolean enough = new AtomicBoolean();
            operator.soon(() -> operator.openAndUpdate(INTERVAL, UPDATE_AFTER, enough));

            phase("no outage");
            Thread.sleep(QUIET);
            phase("Kafka is down for " + outage.toSeconds() + " s");
            stack.parts().hold("kafka");
            Thread.sleep(outage);
            stack.parts().release("kafka");
            phase("Kafka is up again");
            Thread.sleep(QUIET);
            phase("the SMTP server is down for " + outage.toSeconds() + " s");
            stack.mail().shut();
            Thread.sleep(outage);
            stack.mail().open();
            phase("the SMTP server is up again");
            Thread.sleep(QUIET);

            enough.set(true);
            operator.settle();
            return report(stack, operator);
        }
    }

    private void phase(String name) {
        System.out.println(name);
        phases.add(new Phase(name, Instant.now()));
    }

    private boolean report(BenchStack stack, Operator operator) throws InterruptedException {
        List<Accepted> owed = operator.accepted();
        DeliveryAudit.Settled settled = DeliveryAudit.await(stack, owed, Duration.ofMinutes(5));
        System.out.println("\nPOST to its 201");
        boolean fast = true;
        for (int i = 0; i < phases.size(); i++) {
            Instant from = phases.get(i).from();
            Instant to = i + 1 < phases.size() ? phases.get(i + 1).from() : Instant.MAX;
            Quantiles posts = Quantiles.of(owed.stream()
                    .filter(one -> !one.at().isBefore(from) && one.at().isBefore(to))
                    .map(Accepted::millis)
                    .toList());
            System.out.printf("  %-36s %s%n", phases.get(i).name(), posts);
            fast &= posts.p99() <= POST_P99_BAR;
        }
        System.out.println("not answered 201: " + operator.refused());
        System.out.println(settled.census());
        System.out.printf(
                "complete %.1f s after the last POST%n", settled.after().toMillis() / 1e3);
        boolean held = operator.refused() == 0 && fast && settled.census().equals(DeliveryAudit.CLEAN);
        System.out.printf(
                "%s (every POST 201, p99 <= %.0f ms; all once and in order)%n", held ? "met" : "MISSED", POST_P99_BAR);
        return held;
    }
}

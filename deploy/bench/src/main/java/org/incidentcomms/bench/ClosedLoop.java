package org.incidentcomms.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Clients that each open one incident after the other. */
final class ClosedLoop {

    private ClosedLoop() {}

    /**
     * @param refused POSTs not answered 201
     */
    record Result(double perSecond, Quantiles millis, int refused) {}

    static Result run(BenchStack stack, int clients, Duration duration) throws InterruptedException {
        try (Operator operator = new Operator(stack, accepted -> {})) {
            long begun = System.nanoTime();
            long end = begun + duration.toNanos();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                threads.add(Thread.ofVirtual().start(() -> {
                    try {
                        while (System.nanoTime() < end) {
                            var unused = operator.open();
                        }
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            List<Accepted> accepted = operator.accepted();
            return new Result(
                    accepted.size() / seconds,
                    Quantiles.of(accepted.stream().map(Accepted::millis).toList()),
                    operator.refused());
        }
    }
}

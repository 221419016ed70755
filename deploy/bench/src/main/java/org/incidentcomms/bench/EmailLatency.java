package org.incidentcomms.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.bench.smtp.MailArrivals;

/** Measures single events on an idle system, one after the other: from the 201 to the mail at the SMTP server. */
final class EmailLatency {

    static final BenchSetup SETUP = BenchSetup.email(1, BenchSetup.DEFAULT_CONNECTIONS);

    private static final int WARM_UP = 100;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private EmailLatency() {}

    static Quantiles measure(BenchStack stack, Operator operator, int events) throws InterruptedException {
        MailArrivals arrivals = stack.mail().arrivals();
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < WARM_UP + events; i++) {
            int before = arrivals.total();
            Accepted accepted = operator.open().orElseThrow(() -> new IllegalStateException("no 201"));
            if (!arrivals.awaitTotal(before + 1, LIMIT)) {
                throw new IllegalStateException("no mail within " + LIMIT.toSeconds() + " s");
            }
            Instant arrived = arrivals.of(stack.addresses().getFirst(), accepted.updateId())
                    .orElseThrow(() -> new IllegalStateException("another mail arrived"))
                    .first();
            if (i >= WARM_UP) {
                // A mail that arrived before the 201 was read counts as 0 ms.
                millis.add(Math.max(0, Duration.between(accepted.at(), arrived).toNanos() / 1e6));
            }
        }
        return Quantiles.of(millis);
    }
}

package org.incidentcomms.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.incidentcomms.bench.smtp.MailArrivals;
import org.incidentcomms.testkit.x.XPost;

/**
 * Measures from the 201 to the mail accepted by the SMTP server, to the POST at X and to the page on disk. One
 * subscriber, an open loop of five incidents a second.
 */
final class LatencyBench implements StackBench {

    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final double P50_BAR = 150;
    private static final double P99_BAR = 500;

    private final int warmUp;
    private final int measured;

    LatencyBench(int warmUp, int measured) {
        this.warmUp = warmUp;
        this.measured = measured;
    }

    @Override
    public BenchSetup setup() {
        return BenchSetup.simple(1);
    }

    @Override
    public boolean run(BenchStack stack) throws InterruptedException {
        try (PageWatch pages = new PageWatch(stack.site());
                Operator operator = new Operator(stack, accepted -> pages.await(accepted.incidentSlug()))) {
            System.out.printf(
                    "warm-up %d incidents, then %d measured, one every %d ms%n", warmUp, measured, INTERVAL.toMillis());
            operator.openEvery(INTERVAL, warmUp + measured);
            operator.settle();
            List<Accepted> owed = operator.accepted();
            DeliveryAudit census =
                    DeliveryAudit.await(stack, owed, Duration.ofMinutes(1)).census();
            System.out.println(census);
            System.out.println("POSTs not answered 201: " + operator.refused());
            return report(stack, owed.subList(Math.min(warmUp, owed.size()), owed.size()), pages.written())
                    && census.lost() == 0
                    && operator.refused() == 0;
        }
    }

    private static boolean report(BenchStack stack, List<Accepted> owed, Map<String, Instant> pages)
            throws InterruptedException {
        MailArrivals mails = stack.mail().arrivals();
        XLedger posts = new XLedger(stack);
        String address = stack.addresses().getFirst();
        List<Double> toMail = new ArrayList<>();
        List<Double> toX = new ArrayList<>();
        List<Double> toPage = new ArrayList<>();
        for (Accepted one : owed) {
            mails.of(address, one.updateId()).ifPresent(mail -> toMail.add(millis(one, mail.first())));
            posts.of(one.updateId()).map(XPost::createdAt).ifPresent(at -> toX.add(millis(one, at)));
            Optional.ofNullable(pages.get(one.incidentSlug())).ifPresent(at -> toPage.add(millis(one, at)));
        }
        Quantiles post = Quantiles.of(owed.stream().map(Accepted::millis).toList());
        System.out.println("POST to its 201               " + post);
        boolean held = true;
        held &= line("201 to the mail at the server", Quantiles.of(toMail));
        held &= line("201 to the POST at X         ", Quantiles.of(toX));
        held &= line("201 to the page on disk      ", Quantiles.of(toPage));
        return held;
    }

    private static boolean line(String what, Quantiles quantiles) {
        boolean held = quantiles.isWithin(P50_BAR, P99_BAR);
        System.out.printf(
                "%s %s   %s (p50 <= %.0f, p99 <= %.0f)%n", what, quantiles, held ? "met" : "MISSED", P50_BAR, P99_BAR);
        return held;
    }

    /** Anything that arrived before the 201 was read counts as 0 ms. */
    private static double millis(Accepted accepted, Instant at) {
        return Math.max(0, Duration.between(accepted.at(), at).toNanos() / 1e6);
    }
}

package org.incidentcomms.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.incidentcomms.bench.smtp.MailArrivals.Arrival;

/** Measures single events, one after the other: from the 201 to the mail at the SMTP server. */
final class EmailLatency {

    static final BenchSetup SETUP = BenchSetup.email(1, BenchSetup.DEFAULT_CONNECTIONS);

    private static final int WARM_UP = 100;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** With {@link #PACE}, a minute. */
    private static final int FLOODED = 240;

    private static final Duration PACE = Duration.ofMillis(250);

    private final BenchStack stack;
    private final Operator operator;

    EmailLatency(BenchStack stack, Operator operator) {
        this.stack = stack;
        this.operator = operator;
    }

    /**
     * The same minute of events without and with strangers who sign up.
     *
     * @param beside with the same requests to a server of the bench that only refuses them
     * @param letters mails sent to those strangers
     */
    record Flooded(Quantiles quiet, Quantiles beside, Quantiles loud, SignUpFlood.Answers answers, int letters) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "201 to the mail at the server, an event each %d ms: %s%n"
                            + "  while %d requests a second go to another server:  %s%n"
                            + "  while %d strangers a second sign up:              %s%n"
                            + "  %s; %d mails sent to them",
                    PACE.toMillis(),
                    quiet,
                    SignUpFlood.PER_SECOND,
                    beside,
                    SignUpFlood.PER_SECOND,
                    loud,
                    answers,
                    letters);
        }
    }

    /** On an idle system. */
    Quantiles measure(int events) throws InterruptedException {
        single(WARM_UP, Duration.ZERO);
        return Quantiles.of(single(events, Duration.ZERO));
    }

    /** Beside a flood of requests to subscribe, and without. */
    Flooded measureFlooded() throws InterruptedException {
        single(WARM_UP, Duration.ZERO);
        Quantiles quiet = Quantiles.of(single(FLOODED, PACE));
        Quantiles beside = besideAnotherServer();
        int before = stack.mail().arrivals().total();
        try (SignUpFlood flood = SignUpFlood.start(stack)) {
            Quantiles loud = Quantiles.of(single(FLOODED, PACE));
            return new Flooded(
                    quiet,
                    beside,
                    loud,
                    flood.answers(),
                    stack.mail().arrivals().total() - before - FLOODED);
        }
    }

    private Quantiles besideAnotherServer() throws InterruptedException {
        HttpServer refusing;
        try {
            refusing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (SignUpFlood unused = SignUpFlood.startBeside(refusing)) {
            return Quantiles.of(single(FLOODED, PACE));
        } finally {
            refusing.stop(0);
        }
    }

    /** Milliseconds of each; a mail that arrived before the 201 was read counts as 0. */
    private List<Double> single(int events, Duration pace) throws InterruptedException {
        List<Double> millis = new ArrayList<>();
        long next = System.nanoTime();
        for (int i = 0; i < events; i++) {
            next += pace.toNanos();
            Accepted accepted = operator.open().orElseThrow(() -> new IllegalStateException("no 201"));
            Instant arrived = stack.mail()
                    .arrivals()
                    .await(stack.addresses().getFirst(), accepted.updateId(), LIMIT)
                    .map(Arrival::first)
                    .orElseThrow(() -> new IllegalStateException("no mail within " + LIMIT.toSeconds() + " s"));
            millis.add(Math.max(0, Duration.between(accepted.at(), arrived).toNanos() / 1e6));
            Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
        }
        return millis;
    }
}

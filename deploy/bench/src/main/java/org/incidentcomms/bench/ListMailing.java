package org.incidentcomms.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.incidentcomms.bench.process.ProcessUsage;
import org.incidentcomms.bench.smtp.PostfixTools;

/** Measures one build of notifier-email sending events to a long list, and smtp-source to the same server. */
final class ListMailing {

    static final String SERVICE = "notifier-email";

    /** Nice value of notifiers in the local stack; smtp-source runs with the same one. */
    private static final int NICENESS = 10;

    /** After a restart: time to finish its start, so that the first event is cold and the service is not. */
    private static final Duration SETTLING = Duration.ofSeconds(3);

    private static final int VARIANT_ROUNDS = 3;

    private final BenchStack stack;
    private final Operator operator;
    private final MailingLedger ledger;
    private final PostfixTools postfix;
    private final EmailOptions options;

    ListMailing(BenchStack stack, Operator operator, PostfixTools postfix, EmailOptions options) {
        this.stack = stack;
        this.operator = operator;
        this.ledger = new MailingLedger(stack);
        this.postfix = postfix;
        this.options = options;
    }

    /** Addresses of a list; the first is that of the stack's only subscriber. */
    static List<String> addresses(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj("reader-%05d@bench.example"::formatted)
                .toList();
    }

    /**
     * Restarts the service, so that it is cold, and sends three events to the whole list.
     *
     * @param build name of the build in the table
     * @param message of the events
     * @param mailBytes size of the mail with that message
     */
    ListResult measure(String build, int connections, String message, int mailBytes) throws InterruptedException {
        stack.parts().hold(SERVICE);
        stack.mail().shut();
        int port = stack.mail().port();
        try (PostfixTools.Sink sink = startSink()) {
            stack.parts().release(SERVICE);
            stack.awaitReady(SERVICE);
            Thread.sleep(SETTLING);
            double limitBefore = smtpSourceRate(port, connections, mailBytes);
            long bytesBefore = ledger.bytes();
            MailingLedger.Written before = ledger.written();
            MailingResult cold = send(message, options.mails());
            MailingResult between = send(message, options.mails());
            MailingResult warm = send(message, options.mails());
            long service = stack.processId(SERVICE);
            double resident = ProcessUsage.residentMb(service);
            double peak = ProcessUsage.peakMb(service);
            double limitAfter = smtpSourceRate(port, connections, mailBytes);
            MailingLedger.Written written = ledger.written().since(before);
            double mails = cold.mails() + between.mails() + warm.mails();
            return new ListResult(
                    build,
                    connections,
                    mailBytes,
                    (limitBefore + limitAfter) / 2,
                    cold,
                    warm,
                    resident,
                    peak,
                    (ledger.bytes() - bytesBefore) / mails,
                    written.commits() / mails,
                    written.walBytes() / mails);
        }
    }

    /** Sends events to the list in turn in one variant and in 40, after one of each that is not counted. */
    VariantsResult measureVariants(UpdateList list, int connections, String message) throws InterruptedException {
        List<MailingResult> one = new ArrayList<>();
        List<MailingResult> many = new ArrayList<>();
        stack.mail().shut();
        try (PostfixTools.Sink sink = startSink()) {
            for (int round = 0; round <= VARIANT_ROUNDS; round++) {
                list.unify();
                one.add(send(message, options.mails()));
                list.vary();
                many.add(send(message, options.mails()));
            }
        }
        double peak = ProcessUsage.peakMb(stack.processId(SERVICE));
        return new VariantsResult(connections, one.subList(1, one.size()), many.subList(1, many.size()), peak);
    }

    /** Sends one event to everybody on the list. */
    MailingResult send(String message, int mails) throws InterruptedException {
        long database = stack.processId("postgres");
        Duration serviceBefore = serviceTime();
        Duration databaseBefore = ProcessUsage.timeOfAll(database);
        Accepted accepted = open(message);
        MailingLedger.Done done = ledger.await(accepted.incidentId(), timeOut(mails));
        if (done.delivered() != mails) {
            throw new IllegalStateException(
                    "%d of %d mails were accepted, %d expected".formatted(done.delivered(), done.total(), mails));
        }
        return new MailingResult(
                mails,
                seconds(accepted.at(), done.seenAt()),
                seconds(accepted.at(), done.first()),
                micros(serviceTime().minus(serviceBefore), mails),
                micros(ProcessUsage.timeOfAll(database).minus(databaseBefore), mails));
    }

    /** The same over a slow network, with the bench's own mail server. */
    MailingResult sendDelayed(String message, int mails, int delayMillis) throws InterruptedException {
        stack.mail().delay(Duration.ofMillis(delayMillis));
        stack.mail().open();
        try {
            return send(message, mails);
        } finally {
            stack.mail().shut();
        }
    }

    /** Mails per second of the engine of Quarkus Mailer to the same server. */
    double measureMailer(int connections, int mailBytes) throws InterruptedException {
        stack.mail().shut();
        int port = stack.mail().port();
        try (PostfixTools.Sink sink = startSink()) {
            return new MailerRun(port, connections, mailBytes, timeOut(options.mails())).perSecond(options.mails());
        }
    }

    Accepted open(String message) throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("title", "Pages load slowly");
        body.put("status", "investigating");
        body.put("impact", "major");
        body.put("message", message);
        return operator.open("/v1/incidents", body)
                .orElseThrow(() -> new IllegalStateException("incident-api did not answer 201"));
    }

    private double smtpSourceRate(int port, int connections, int mailBytes) throws InterruptedException {
        return postfix.send(port, connections, options.mails(), mailBytes, NICENESS, timeOut(options.mails()));
    }

    /** Process ids of the service, one per replica. */
    List<Long> processes() {
        return stack.replicas(SERVICE).stream().map(stack::processId).toList();
    }

    private Duration serviceTime() {
        return processes().stream().map(ProcessUsage::time).reduce(Duration.ZERO, Duration::plus);
    }

    /** The mail server that takes everything, instead of the bench's own, which is shut. */
    PostfixTools.Sink startSink() throws InterruptedException {
        return postfix.startSink(stack.mail().port(), stack.folder().resolve("logs/smtp-sink.log"));
    }

    /** Time-out of a mailing. */
    private static Duration timeOut(int mails) {
        return Duration.ofSeconds(60 + mails / 100);
    }

    private static double micros(Duration duration, int mails) {
        return duration.toNanos() / 1e3 / mails;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }
}

package org.incidentcomms.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.incidentcomms.bench.process.ProcessorShare;
import org.incidentcomms.bench.smtp.PostfixTools;
import org.incidentcomms.local.settings.StackPort;

/**
 * Measures what more processes of notifier-email add: each has a fifth of a core, so that PostgreSQL, Kafka and the mail
 * server, which they share, have time left.
 */
final class ReplicaScaling {

    private static final int PERCENT = 20;

    /** Each process gets its share of the mails, and must have compiled what it needs: a fifth of a core takes minutes for it. */
    private static final int WARM_UP = 8;

    private final BenchStack stack;
    private final ListMailing mailing;
    private final EmailOptions options;

    ReplicaScaling(BenchStack stack, Operator operator, PostfixTools postfix, EmailOptions options) {
        this.stack = stack;
        this.mailing = new ListMailing(stack, operator, postfix, options);
        this.options = options;
    }

    static BenchSetup setup(int replicas, int connections) {
        BenchSetup one = BenchSetup.email(1, connections);
        Map<StackPort, Integer> processes = new HashMap<>(one.replicas());
        processes.put(StackPort.NOTIFIER_EMAIL, replicas);
        return new BenchSetup(one.subscribers(), processes, connections, 0, one.proxied());
    }

    record Result(int replicas, MailingResult mailing) {

        String comparedWith(Result first) {
            return String.format(
                    Locale.ROOT,
                    "%d x notifier-email, each with %d %% of a core: %,.0f mails/s, %.2f times the rate of %d; CPU per mail: %.0f µs in"
                            + " notifier-email, %.0f µs in PostgreSQL",
                    replicas,
                    PERCENT,
                    mailing.perSecond(),
                    mailing.perSecond() / first.mailing().perSecond(),
                    first.replicas(),
                    mailing.serviceMicros(),
                    mailing.databaseMicros());
        }
    }

    /** The last of several events to the whole list; those before, without limits, are for the compiler. */
    Result measure() throws InterruptedException {
        String message = new MailSizing(stack, mailing).find(options.size()).message();
        new UpdateList(stack).add(ListMailing.addresses(1, options.mails()), List.of());
        stack.mail().shut();
        try (PostfixTools.Sink sink = mailing.startSink()) {
            for (int round = 0; round < WARM_UP; round++) {
                MailingResult unused = mailing.send(message, options.mails());
            }
            List<Long> processes = mailing.processes();
            try (ProcessorShare unused = ProcessorShare.of(processes, PERCENT)) {
                return new Result(processes.size(), mailing.send(message, options.mails()));
            }
        }
    }
}

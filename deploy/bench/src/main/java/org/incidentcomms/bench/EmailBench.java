package org.incidentcomms.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.incidentcomms.bench.process.ProcessorShare;
import org.incidentcomms.bench.smtp.PostfixTools;
import org.incidentcomms.local.StackFailure;
import org.incidentcomms.local.StackRunsAlready;

/**
 * Measures notifier-email sending one event to a long update list, beside smtp-source, on a fresh stack for each number
 * of connections; and, if asked for, what else matters for a mailing.
 */
final class EmailBench implements Bench {

    private final EmailOptions options;
    private final PostfixTools postfix;
    private final EmailReport report = new EmailReport();

    EmailBench(EmailOptions options) {
        this.options = options;
        this.postfix = PostfixTools.find();
        if (!options.replicas().isEmpty()) {
            ProcessorShare.check();
        }
    }

    /** A measurement on a stack of its own. */
    private interface Measurement {
        void run(BenchStack stack, Operator operator) throws InterruptedException;
    }

    @Override
    public boolean run(Path root) throws StackFailure, StackRunsAlready, InterruptedException {
        for (int connections : options.needsList() ? options.connections() : List.<Integer>of()) {
            BenchSetup setup = BenchSetup.email(1, connections);
            onStack(root, setup, (stack, operator) -> measureList(stack, operator, connections));
            if (options.list() && options.old().isPresent()) {
                onStack(
                        root,
                        setup.with(
                                Map.of(ListMailing.SERVICE, options.old().get().toAbsolutePath())),
                        (stack, operator) -> measureOld(stack, operator, connections));
            }
        }
        for (int replicas : options.replicas()) {
            onStack(
                    root,
                    ReplicaScaling.setup(replicas, options.connections().getFirst()),
                    (stack, operator) ->
                            report.replicas(new ReplicaScaling(stack, operator, postfix, options).measure()));
        }
        if (options.latencies() > 0) {
            onStack(
                    root,
                    EmailLatency.SETUP,
                    (stack, operator) ->
                            report.latency(new EmailLatency(stack, operator).measure(options.latencies())));
        }
        if (options.flood()) {
            onStack(
                    root,
                    EmailLatency.SETUP,
                    (stack, operator) -> report.flooded(new EmailLatency(stack, operator).measureFlooded()));
        }
        if (options.overtake()) {
            onStack(
                    root,
                    Overtaking.setup(options.connections().getFirst()),
                    (stack, operator) -> report.overtaking(new Overtaking(stack, operator).measure()));
        }
        System.out.println();
        System.out.println(report);
        return report.missed().isEmpty();
    }

    private void measureList(BenchStack stack, Operator operator, int connections) throws InterruptedException {
        ListMailing mailing = new ListMailing(stack, operator, postfix, options);
        MailSizing.Sized mail = sized(ListResult.THIS, connections, mailing, stack);
        UpdateList list = new UpdateList(stack);
        list.add(ListMailing.addresses(1, options.mails()), List.of());
        if (options.list()) {
            report.list(mailing.measure(ListResult.THIS, connections, mail.message(), mail.bytes()));
        }
        if (options.mailer()) {
            report.mailer(connections, mailing.measureMailer(connections, mail.bytes()));
        }
        if (options.variants()) {
            report.variants(mailing.measureVariants(list, connections, mail.message()));
        }
        if (!options.delays().isEmpty()) {
            measureDelays(connections, mailing, mail.message(), list);
        }
    }

    private void measureDelays(int connections, ListMailing mailing, String message, UpdateList list)
            throws InterruptedException {
        // Otherwise the first one would be measured while the service is still being compiled.
        mailing.sendDelayed(message, options.mails(), 0);
        double undelayed = mailing.sendDelayed(message, options.mails(), 0).perSecond();
        for (int delay : options.delays().stream().sorted().toList()) {
            int mails = DelayResult.mails(connections, delay, options.mails());
            list.keep(mails);
            report.delay(new DelayResult(connections, delay, undelayed, mailing.sendDelayed(message, mails, delay)));
        }
    }

    private void measureOld(BenchStack stack, Operator operator, int connections) throws InterruptedException {
        ListMailing mailing = new ListMailing(stack, operator, postfix, options);
        MailSizing.Sized mail = sized(ListResult.OLD, connections, mailing, stack);
        new UpdateList(stack).add(ListMailing.addresses(1, options.mails()), List.of());
        report.list(mailing.measure(ListResult.OLD, connections, mail.message(), mail.bytes()));
    }

    private MailSizing.Sized sized(String build, int connections, ListMailing mailing, BenchStack stack)
            throws InterruptedException {
        MailSizing.Sized mail = new MailSizing(stack, mailing).find(options.size());
        System.out.printf(
                "%s build, %d connections: %,d recipients, one mail has %,d bytes%s%n",
                build,
                connections,
                options.mails(),
                mail.bytes(),
                mail.bytes() > 1.05 * options.size() ? " (the frame of a mail alone is larger than --size)" : "");
        return mail;
    }

    private static void onStack(Path root, BenchSetup setup, Measurement measurement)
            throws StackFailure, StackRunsAlready, InterruptedException {
        try (BenchStack stack = BenchStack.start(root, setup);
                Operator operator = new Operator(stack, accepted -> {})) {
            measurement.run(stack, operator);
        }
    }
}

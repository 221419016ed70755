package org.incidentcomms.bench;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.incidentcomms.bench.smtp.MailArrivals;
import org.incidentcomms.local.settings.StackLayout;
import org.incidentcomms.local.settings.StackPort;

/**
 * Injects one fault after another, at random moments of a fixed seed, while incidents are opened and updated. Nothing
 * accepted may be lost or delivered out of order; mails may be duplicated only as far as they were in flight; posts
 * never.
 */
final class FaultsBench implements StackBench {

    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Duration UPDATE_AFTER = Duration.ofSeconds(1);
    private static final int LATEST_MOMENT_MILLIS = 2_000;
    private static final int WARM_UP = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** A connection has at most one message in flight, and one uncommitted outcome. */
    private static final int DOUBLED_PER_CONNECTION = 2;

    private final FaultOptions options;

    FaultsBench(FaultOptions options) {
        this.options = options;
    }

    @Override
    public BenchSetup setup() {
        return options.setup();
    }

    @Override
    public boolean run(BenchStack stack) throws InterruptedException {
        System.out.printf(
                "seed %d, %d of each service, %d recipients, %d connections%n",
                options.seed(), options.replicas(), options.recipients(), options.connections());
        List<FaultResult> results = new ArrayList<>();
        Random random = new Random(options.seed());
        FaultInjector injector = new FaultInjector(stack, random, options.length(), Surroundings.USUAL);
        try (Operator operator = new Operator(stack, accepted -> {})) {
            if (!options.burst()) {
                warmUp(stack, operator);
            }
            for (Fault fault : options.faults()) {
                for (String target : options.targets(fault)) {
                    results.add(new Row(stack, operator, injector, random, fault, target).run());
                    System.out.println(FaultTable.of(results.subList(results.size() - 1, results.size())));
                }
            }
        }
        System.out.println();
        System.out.println(FaultTable.of(results));
        return results.stream().allMatch(FaultResult::isHeld);
    }

    private static void warmUp(BenchStack stack, Operator operator) throws InterruptedException {
        operator.openEvery(INTERVAL, WARM_UP);
        operator.settle();
        DeliveryAudit.Settled settled = DeliveryAudit.await(stack, operator.accepted(), PATIENCE);
        if (!settled.census().equals(DeliveryAudit.CLEAN)) {
            throw new IllegalStateException("failed before any fault was injected: " + settled.census());
        }
    }

    /** All rounds of one fault on one target. */
    private final class Row {
        private final BenchStack stack;
        private final Operator operator;
        private final FaultInjector injector;
        private final Random random;
        private final Fault fault;
        private final String target;
        private final MailArrivals mails;

        Row(BenchStack stack, Operator operator, FaultInjector injector, Random random, Fault fault, String target) {
            this.stack = stack;
            this.operator = operator;
            this.injector = injector;
            this.random = random;
            this.fault = fault;
            this.target = target;
            this.mails = stack.mail().arrivals();
        }

        FaultResult run() throws InterruptedException {
            Instant begun = Instant.now();
            int acceptedBefore = operator.accepted().size();
            int refusedBefore = operator.refused();
            int mailsDoubledBefore = mails.doubled();
            int postsDoubledBefore = new XLedger(stack).doubled();
            int logDisorderedBefore = LogOrder.disordered(stack.bootstrapServers());
            int notAlive;
            try (LivenessProbe probe = new LivenessProbe(fault.leavesAlive() ? observed() : List.of())) {
                if (options.burst()) {
                    strikeInBurst();
                } else {
                    strikeInStream();
                }
                notAlive = probe.missed();
            }
            Instant over = Instant.now();
            operator.settle();
            List<Accepted> owed = operator.accepted();
            owed = owed.subList(acceptedBefore, owed.size());
            Duration settling = Duration.between(over, Instant.now());
            DeliveryAudit.Settled settled = DeliveryAudit.await(stack, owed, PATIENCE);
            DeliveryAudit census = settled.census();
            return new FaultResult(
                    fault,
                    target,
                    options.rounds(),
                    owed.size(),
                    operator.refused() - refusedBefore,
                    census.without(mailsDoubledBefore, postsDoubledBefore),
                    LogOrder.disordered(stack.bootstrapServers()) - logDisorderedBefore,
                    mails.mostCopies(begun),
                    DOUBLED_PER_CONNECTION
                            * options.connections()
                            * options.rounds()
                            * fault.mailersStruck(target, options.replicas()),
                    settling.plus(settled.after()),
                    LongestWait.of(stack, owed),
                    options.burst() ? mails.longestSilence() : Duration.ZERO,
                    notAlive);
        }

        /** Each round starts at a random moment within two seconds of a stream. */
        private void strikeInStream() throws InterruptedException {
            AtomicBoolean enough = new AtomicBoolean();
            operator.soon(() -> operator.openAndUpdate(INTERVAL, UPDATE_AFTER, enough));
            try {
                for (int round = 0; round < options.rounds(); round++) {
                    Thread.sleep(random.nextInt(LATEST_MOMENT_MILLIS));
                    injector.strike(fault, target);
                }
            } finally {
                enough.set(true);
            }
        }

        /**
         * One incident and an update of it for all recipients; each round starts in the first half of its share of the
         * mails.
         */
        private void strikeInBurst() throws InterruptedException {
            int before = mails.total();
            Optional<Accepted> opened = operator.open();
            if (opened.isEmpty() || operator.update(opened.get(), "resolved").isEmpty()) {
                throw new IllegalStateException("the incident was not accepted");
            }
            int owed = 2 * options.recipients();
            for (int round = 0; round < options.rounds(); round++) {
                int moment = (int) ((round + random.nextDouble() / 2) / options.rounds() * owed);
                if (!mails.awaitTotal(before + Math.max(1, moment), PATIENCE)) {
                    throw new IllegalStateException("no mail within " + PATIENCE);
                }
                if (round == 0) {
                    mails.watchSilence(Instant.now());
                }
                System.out.printf("round %d: after %d of %d mails%n", round + 1, mails.total() - before, owed);
                injector.strike(fault, target);
            }
        }

        private List<URI> observed() {
            return StackLayout.SERVICES.stream()
                    .map(StackPort::owner)
                    .filter(service -> service.equals(target) || fault == Fault.RESTART)
                    .flatMap(service -> stack.replicas(service).stream())
                    .map(stack::address)
                    .toList();
        }
    }
}

package org.incidentcomms.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.incidentcomms.bench.ServiceLinks.Peer;
import org.incidentcomms.bench.metrics.DashboardReport;
import org.incidentcomms.bench.metrics.PrometheusServer;
import org.incidentcomms.bench.process.ProcessorTime;
import org.incidentcomms.local.StackFailure;
import org.incidentcomms.local.StackRunsAlready;
import org.incidentcomms.local.settings.StackLayout;
import org.incidentcomms.local.settings.StackPort;
import org.incidentcomms.local.settings.StackSettings;

/**
 * Breaks two replicas of each service, broker and database, one fault after another and at random, while everything an
 * operator can do is done; then reconciles what was accepted with what mail server, X and pages hold. Or, with an old
 * build, replaces its processes by those of this build in the meantime, and breaks nothing.
 */
final class ChaosBench implements Bench {
    private static final int EACH = 2;
    private static final Map<StackPort, Integer> REPLICAS =
            StackLayout.SERVICES.stream().collect(Collectors.toMap(service -> service, service -> EACH));

    private static final int DOUBLED_PER_CONNECTION = 2;
    /** Longer than a lease, which lasts 6 s. */
    private static final Duration FAULT = Duration.ofSeconds(9);

    /** As in most installations. */
    private static final Duration SCRAPE = Duration.ofSeconds(15);

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int LONGEST_CALM_MILLIS = 4_000;
    private static final List<StackPort> WITH_LEDGER = List.of(StackPort.NOTIFIER_EMAIL, StackPort.NOTIFIER_TWITTER);

    private final ChaosOptions options;
    private final Random random;
    private final Map<String, Integer> strikes = new TreeMap<>();
    private int allowed;

    ChaosBench(ChaosOptions options) {
        this.options = options;
        this.random = new Random(options.seed());
    }

    @Override
    public boolean run(Path root) throws StackFailure, StackRunsAlready, InterruptedException {
        Optional<Clocks> clocks = options.clocks() ? Optional.of(new Clocks()) : Optional.empty();
        try {
            Surroundings surroundings =
                    new Surroundings(Map.of(), options.standby(), options.brokers(), clocks, options.disk());
            return options.old().isEmpty() ? breakThings(root, surroundings) : upgrade(root, surroundings);
        } finally {
            clocks.ifPresent(Clocks::close);
        }
    }

    private boolean breakThings(Path root, Surroundings surroundings)
            throws StackFailure, StackRunsAlready, InterruptedException {
        try (BenchStack stack = BenchStack.start(root, setup(surroundings))) {
            FaultInjector injector = new FaultInjector(stack, random, FAULT, surroundings);
            return run(root, stack, evidence -> {
                if (options.isCalm()) {
                    Thread.sleep(options.length());
                } else {
                    breakThings(injector, evidence);
                }
            });
        }
    }

    private boolean upgrade(Path root, Surroundings surroundings)
            throws StackFailure, StackRunsAlready, InterruptedException {
        try (RollingUpgrade upgrade = new RollingUpgrade(options.old().orElseThrow(), root, REPLICAS);
                BenchStack stack = BenchStack.start(root, setup(surroundings.with(upgrade.builds())))) {
            return run(root, stack, evidence -> replaceProcesses(stack, upgrade, evidence));
        }
    }

    private BenchSetup setup(Surroundings surroundings) {
        return new BenchSetup(
                options.recipients(),
                REPLICAS,
                BenchSetup.DEFAULT_CONNECTIONS,
                0,
                EnumSet.allOf(Peer.class),
                surroundings);
    }

    /** What happens to the stack while the operator acts. */
    private interface Disturbance {
        void run(Path evidence) throws InterruptedException;
    }

    private boolean run(Path root, BenchStack stack, Disturbance disturbance) throws InterruptedException {
        Path evidence = evidence(root);
        note(
                evidence,
                "seed %d, %d s, %d of each service, %d recipients, %s, %s"
                        .formatted(
                                options.seed(),
                                options.length().toSeconds(),
                                EACH,
                                options.recipients(),
                                options.brokers() == 1 ? "one broker" : options.brokers() + " brokers",
                                options.standby() ? "a primary with a synchronous standby" : "one database"));
        Optional<PrometheusServer> prometheus = prometheus(root, stack);
        try (Operator operator = new Operator(stack, one -> note(evidence, "accepted " + one));
                ChaosOperator acting = new ChaosOperator(
                        stack,
                        operator,
                        new Random(options.seed()),
                        Duration.ofMinutes(1).dividedBy(options.perMinute()),
                        options.isCalm())) {
            ProcessorTime before = ProcessorTime.now();
            AtomicBoolean enough = new AtomicBoolean();
            operator.soon(() -> acting.act(enough));
            try {
                disturbance.run(evidence);
            } finally {
                enough.set(true);
            }
            double idle = ProcessorTime.now().idleSince(before);
            Instant over = Instant.now();
            operator.settle();
            List<Accepted> owed = acting.owed();
            DeliveryAudit.Settled settled = DeliveryAudit.await(stack, owed, PATIENCE);
            Duration after = Duration.between(over, Instant.now());
            ChaosReport report = new ChaosReport(
                    strikes,
                    owed.size(),
                    acting.corrected(),
                    acting.withdrawn().size(),
                    acting.maintenances(),
                    acting.poisoned(),
                    setAside(stack),
                    operator.refused(),
                    options.old().isEmpty(),
                    withoutCorrections(stack, settled.census(), acting),
                    LogOrder.disordered(stack.bootstrapServers()),
                    shown(stack, acting),
                    allowed,
                    after,
                    LongestWait.of(stack, owed),
                    idle);
            tell(evidence, report.toString());
            boolean quiet = true;
            if (prometheus.isPresent()) {
                DashboardReport seen =
                        DashboardReport.of(prometheus.get(), root.resolve("deploy/monitoring/dashboards"));
                tell(evidence, seen.toString());
                quiet = seen.empty().isEmpty()
                        && (!options.isCalm() || seen.fired().isEmpty());
            }
            System.out.println("evidence: " + evidence);
            return report.isHeld() && quiet;
        } finally {
            if (prometheus.isPresent()) {
                prometheus.get().close();
            }
        }
    }

    private Optional<PrometheusServer> prometheus(Path root, BenchStack stack) throws InterruptedException {
        if (options.prometheus().isEmpty()) {
            return Optional.empty();
        }
        Map<String, List<String>> targets = StackLayout.SERVICES.stream()
                .map(StackPort::owner)
                .collect(Collectors.toMap(
                        service -> service,
                        service -> stack.replicas(service).stream()
                                .map(part -> stack.address(part).getAuthority())
                                .toList()));
        return Optional.of(PrometheusServer.start(
                options.prometheus().get(), root.resolve("deploy/monitoring/rules.yaml"), targets, SCRAPE));
    }

    private static void tell(Path evidence, String text) {
        note(evidence, text);
        System.out.println();
        System.out.println(text);
    }

    private void breakThings(FaultInjector injector, Path evidence) throws InterruptedException {
        long end = System.nanoTime() + options.length().toNanos();
        while (System.nanoTime() < end) {
            Thread.sleep(random.nextInt(LONGEST_CALM_MILLIS));
            Fault fault = options.faults().get(random.nextInt(options.faults().size()));
            List<String> targets = options.targets(fault);
            String target = targets.get(random.nextInt(targets.size()));
            begin(evidence, fault.word(), target);
            allowed += DOUBLED_PER_CONNECTION * BenchSetup.DEFAULT_CONNECTIONS * fault.mailersStruck(target, EACH);
            injector.strike(fault, target);
            note(evidence, "over: " + fault.word() + " " + target);
        }
    }

    /** In an order drawn by chance: each service meets the other ones of both builds. Nothing may be doubled by it. */
    private void replaceProcesses(BenchStack stack, RollingUpgrade upgrade, Path evidence) throws InterruptedException {
        long end = System.nanoTime() + options.length().toNanos();
        List<String> parts = upgrade.parts();
        Collections.shuffle(parts, random);
        for (String part : parts) {
            Thread.sleep(random.nextInt(LONGEST_CALM_MILLIS));
            begin(evidence, "upgrade", part);
            Duration stop = upgrade.replace(stack, part);
            note(evidence, "over: upgrade %s, stopped within %d ms".formatted(part, stop.toMillis()));
        }
        TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
    }

    private void begin(Path evidence, String what, String target) {
        note(evidence, what + " " + target);
        System.out.println(Instant.now() + " " + what + " " + target);
        strikes.merge("%-13s %s".formatted(what, target), 1, Integer::sum);
    }

    private static DeliveryAudit withoutCorrections(BenchStack stack, DeliveryAudit census, ChaosOperator acting) {
        int corrections = census.mailsDoubled() - stack.mail().arrivals().doubled(acting.maybeCorrected());
        return census.without(corrections, 0);
    }

    /** The fewest dead letters that a notifier with a ledger has. */
    private static int setAside(BenchStack stack) throws InterruptedException {
        int fewest = Integer.MAX_VALUE;
        for (StackPort service : WITH_LEDGER) {
            URI letters = stack.address(stack.replicas(service.owner()).getFirst())
                    .resolve("/v1/dead-letters?kind=poison&limit=200");
            fewest = Math.min(fewest, stack.client().list(letters).size());
        }
        return fewest;
    }

    private static int shown(BenchStack stack, ChaosOperator acting) throws InterruptedException {
        int shown = 0;
        for (Accepted one : acting.withdrawn()) {
            for (URI site : stack.sites()) {
                boolean isThere = stack.client()
                        .get(site.resolve("/incidents/" + one.incidentSlug()))
                        .isSuccess();
                shown += isThere ? 1 : 0;
            }
        }
        return shown;
    }

    /** One line for each thing that happened, written as it happens. */
    private static void note(Path evidence, String line) {
        try {
            Files.writeString(
                    evidence,
                    Instant.now() + " " + line + System.lineSeparator(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not on the disk that is filled. */
    private Path evidence(Path root) {
        try {
            Path folder = Files.createDirectories(
                    StackSettings.of(root, System.getenv()).data());
            return folder.resolve(
                    "chaos-" + options.seed() + "-" + Instant.now().getEpochSecond() + ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

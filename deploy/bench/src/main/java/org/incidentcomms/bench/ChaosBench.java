package org.incidentcomms.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.incidentcomms.bench.ServiceLinks.Peer;
import org.incidentcomms.local.settings.StackLayout;
import org.incidentcomms.local.settings.StackPort;

/**
 * Breaks two replicas of each service, broker and database, one fault after another and at random, while everything an
 * operator can do is done; then reconciles what was accepted with what mail server, X and pages hold.
 */
final class ChaosBench implements StackBench {
    private static final int REPLICAS = 2;
    private static final int RECIPIENTS = 10;
    private static final int DOUBLED_PER_CONNECTION = 2;
    /** Longer than a lease, which lasts 6 s. */
    private static final Duration FAULT = Duration.ofSeconds(9);

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int LONGEST_CALM_MILLIS = 4_000;
    private static final List<StackPort> WITH_LEDGER = List.of(StackPort.NOTIFIER_EMAIL, StackPort.NOTIFIER_TWITTER);

    private final Duration length;
    private final long seed;
    private int allowed;

    ChaosBench(Duration length, long seed) {
        if (!length.isPositive()) {
            throw new IllegalArgumentException("minutes must be 1 or more");
        }
        this.length = length;
        this.seed = seed;
    }

    @Override
    public BenchSetup setup() {
        Map<StackPort, Integer> replicas =
                StackLayout.SERVICES.stream().collect(Collectors.toMap(service -> service, service -> REPLICAS));
        return new BenchSetup(RECIPIENTS, replicas, BenchSetup.DEFAULT_CONNECTIONS, 0, EnumSet.allOf(Peer.class));
    }

    @Override
    public boolean run(BenchStack stack) throws InterruptedException {
        Path evidence = evidence(stack);
        note(
                evidence,
                "seed %d, %d s, %d of each service, %d recipients, one broker, one database"
                        .formatted(seed, length.toSeconds(), REPLICAS, RECIPIENTS));
        Random random = new Random(seed);
        try (Operator operator = new Operator(stack, one -> note(evidence, "accepted " + one));
                ChaosOperator acting = new ChaosOperator(stack, operator, new Random(seed))) {
            long[] processorsBefore = processors();
            Map<String, Integer> strikes = breakThings(stack, operator, acting, random, evidence);
            Instant over = Instant.now();
            operator.settle();
            List<Accepted> owed = acting.owed();
            DeliveryAudit.Settled settled = DeliveryAudit.await(stack, owed, PATIENCE);
            Duration after = Duration.between(over, Instant.now());
            ChaosReport report = new ChaosReport(
                    strikes,
                    owed.size(),
                    acting.corrected().size(),
                    acting.withdrawn().size(),
                    acting.maintenances(),
                    acting.poisoned(),
                    setAside(stack),
                    operator.refused(),
                    withoutCorrections(stack, settled.census(), acting),
                    LogOrder.disordered(stack.bootstrapServers()),
                    shown(stack, acting),
                    allowed,
                    after,
                    LongestWait.of(stack, owed),
                    idle(processorsBefore, processors()));
            note(evidence, report.toString());
            System.out.println();
            System.out.println(report);
            System.out.println("evidence: " + evidence);
            return report.isHeld();
        }
    }

    private Map<String, Integer> breakThings(
            BenchStack stack, Operator operator, ChaosOperator acting, Random random, Path evidence)
            throws InterruptedException {
        Map<String, Integer> strikes = new TreeMap<>();
        AtomicBoolean enough = new AtomicBoolean();
        FaultInjector injector = new FaultInjector(stack, random, FAULT);
        long end = System.nanoTime() + length.toNanos();
        operator.soon(() -> acting.act(enough));
        try {
            while (System.nanoTime() < end) {
                Thread.sleep(random.nextInt(LONGEST_CALM_MILLIS));
                Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
                List<String> targets = fault.targets();
                String target = targets.get(random.nextInt(targets.size()));
                note(evidence, fault.word() + " " + target);
                System.out.println(Instant.now() + " " + fault.word() + " " + target);
                strikes.merge("%-13s %s".formatted(fault.word(), target), 1, Integer::sum);
                allowed +=
                        DOUBLED_PER_CONNECTION * BenchSetup.DEFAULT_CONNECTIONS * fault.mailersStruck(target, REPLICAS);
                injector.strike(fault, target);
                note(evidence, "over: " + fault.word() + " " + target);
            }
        } finally {
            enough.set(true);
        }
        return strikes;
    }

    private static DeliveryAudit withoutCorrections(BenchStack stack, DeliveryAudit census, ChaosOperator acting) {
        int corrections = census.mailsDoubled() - stack.mail().arrivals().doubled(acting.corrected());
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

    private Path evidence(BenchStack stack) {
        return stack.folder().resolve("chaos-" + seed + "-" + Instant.now().getEpochSecond() + ".log");
    }

    /** Total and idle time since the start, in ticks: the first line of proc_stat(5). */
    private static long[] processors() {
        try {
            String[] fields =
                    Files.readAllLines(Path.of("/proc/stat")).getFirst().strip().split(" +", -1);
            long total =
                    Arrays.stream(fields).skip(1).mapToLong(Long::parseLong).sum();
            return new long[] {total, Long.parseLong(fields[4])};
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double idle(long[] before, long[] after) {
        return (after[1] - before[1]) / (double) Math.max(1, after[0] - before[0]);
    }
}

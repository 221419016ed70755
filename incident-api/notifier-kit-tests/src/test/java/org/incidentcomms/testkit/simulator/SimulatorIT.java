package org.incidentcomms.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Runs seeds 1 to 100, or those of {@code -Dsimulator.seeds=4711} or {@code -Dsimulator.seeds=1000-20000}. A seed that
 * fails is told with the command that replays it.
 */
@Isolated("it silences the kit's log, which other tests look at")
class SimulatorIT {
    private static final int THREADS = 2;
    private static final int ENOUGH = 5;
    private static final Logger KIT = Logger.getLogger("org.incidentcomms.kit");

    private record Seeds(long first, long last) {
        static Seeds asked() {
            String[] bounds = System.getProperty("simulator.seeds", "1-100").split("-", -1);
            return new Seeds(Long.parseLong(bounds[0]), Long.parseLong(bounds[bounds.length - 1]));
        }
    }

    @Test
    void whatever_fails_nobody_is_lost_doubled_or_told_out_of_order() throws InterruptedException {
        Level before = KIT.getLevel();
        KIT.setLevel(Level.OFF);
        Seeds seeds = Seeds.asked();
        AtomicLong next = new AtomicLong(seeds.first());
        List<String> violations = new CopyOnWriteArrayList<>();
        long start = System.nanoTime();
        try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.fastForTests()) {
            List<Thread> threads = java.util.stream.IntStream.range(0, THREADS)
                    .mapToObj(i -> Thread.ofPlatform().start(() -> work(postgres, i, next, seeds.last(), violations)))
                    .toList();
            for (Thread thread : threads) {
                thread.join();
            }
        } finally {
            KIT.setLevel(before);
        }
        long done = Math.min(next.get() - 1, seeds.last()) - seeds.first() + 1;
        System.out.printf(
                "simulator: seeds %d to %d, %d a minute%n",
                seeds.first(), seeds.first() + done - 1, done * 60_000_000_000L / (System.nanoTime() - start));
        assertThat(violations).isEmpty();
    }

    private static void work(
            EmbeddedPostgresServer postgres, int thread, AtomicLong next, long last, List<String> violations) {
        try (SimulatedDatabase database = new SimulatedDatabase(postgres, "simulation_" + thread)) {
            while (violations.size() < ENOUGH) {
                long seed = next.getAndIncrement();
                if (seed > last) {
                    return;
                }
                try {
                    Simulation run = new Simulation(seed, database);
                    run.run();
                    Promises.check(run);
                } catch (Violation | IllegalStateException e) {
                    violations.add("seed " + seed + ": " + e + (e.getCause() == null ? "" : stack(e.getCause()))
                            + "\n  replay with -Dit.test=SimulatorIT -Dsimulator.seeds=" + seed);
                }
            }
        } catch (Exception e) {
            violations.add("simulator failed: " + e + stack(e));
        }
    }

    private static String stack(Throwable failure) {
        java.io.StringWriter trace = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(trace));
        return "\n" + trace;
    }
}

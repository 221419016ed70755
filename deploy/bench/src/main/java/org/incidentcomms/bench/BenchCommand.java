package org.incidentcomms.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.local.StackFailure;
import org.incidentcomms.local.StackRunsAlready;
import org.incidentcomms.local.StopSignals;

/**
 * {@code deploy/bench/latency}, {@code faults}, {@code outage}, {@code publish}, {@code email}, {@code alone} and {@code
 * site}, and {@code deploy/chaos/run}: starts a stack, runs a benchmark on it, stops it.
 */
public final class BenchCommand {

    private BenchCommand() {}

    public static void main(String[] args) {
        List<String> options = new ArrayList<>(List.of(args).subList(2, args.length));
        boolean strict = options.remove("--strict");
        StopSignals.interrupt(Thread.currentThread());
        try {
            System.exit(run(Path.of(args[0]), bench(args[1], options), strict));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(64);
        }
    }

    private static int run(Path root, Bench bench, boolean strict) {
        try {
            return bench.run(root) || !strict ? 0 : 1;
        } catch (StackRunsAlready e) {
            System.err.println("Another bench is running.");
        } catch (StackFailure e) {
            System.err.println(e.getMessage());
        } catch (InterruptedException toldToStop) {
            System.err.println("Interrupted.");
        }
        return 1;
    }

    private static Bench bench(String name, List<String> options) {
        return switch (name) {
            case "latency" -> new LatencyBench(number(options, 0, 200), number(options, 1, 1_000));
            case "faults" -> new FaultsBench(FaultOptions.parse(options));
            case "chaos" -> new ChaosBench(ChaosOptions.parse(options));
            case "outage" -> new OutageBench(Duration.ofSeconds(number(options, 0, 60)));
            case "publish" -> new PublishBench(Duration.ofSeconds(number(options, 0, 10)));
            case "alone" -> new AloneBench(number(options, 0, 100_000));
            case "site" -> new SiteBench(number(options, 0, 10_000), number(options, 1, 300));
            case "email" -> new EmailBench(EmailOptions.parse(options));
            default -> throw new IllegalArgumentException("unknown bench: " + name);
        };
    }

    private static int number(List<String> options, int index, int otherwise) {
        return options.size() > index ? Integer.parseInt(options.get(index)) : otherwise;
    }
}

package org.incidentcomms.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.incidentcomms.local.settings.StackLayout;
import org.incidentcomms.local.settings.StackPort;

/**
 * The options of {@code deploy/chaos/run}; the header of that script documents them.
 *
 * @param length how long things are broken
 * @param perMinute what an operator begins in a minute: an incident with its updates, or a maintenance
 * @param old a built checkout whose processes are replaced by those of this build, instead of the faults
 * @param standby whether PostgreSQL has a synchronous standby, which takes over when the primary is killed
 * @param brokers one or three
 * @param disk a directory with a file system of its own, which is filled
 * @param clocks whether clocks are set
 * @param chosen the only faults, where not all that are possible; none with {@code none}
 * @param prometheus the program that watches the services' metrics
 */
record ChaosOptions(
        Duration length,
        long seed,
        int recipients,
        int perMinute,
        Optional<Path> old,
        boolean standby,
        int brokers,
        Optional<Path> disk,
        boolean clocks,
        Optional<List<Fault>> chosen,
        Optional<Path> prometheus) {

    private static final Duration LONGEST_ALERT = Duration.ofMinutes(15);
    private static final Set<String> FLAGS = Set.of("--standby", "--clocks");
    private static final Set<String> WITH_VALUE =
            Set.of("--recipients", "--per-minute", "--old", "--brokers", "--disk", "--fault", "--prometheus");

    ChaosOptions {
        if (!length.isPositive() || recipients < 1 || perMinute < 1) {
            throw new IllegalArgumentException("minutes, --recipients and --per-minute must be 1 or more");
        }
        if (brokers != 1 && brokers != 3) {
            throw new IllegalArgumentException("--brokers must be 1 or 3");
        }
        chosen = chosen.map(List::copyOf);
        disk.ifPresent(ChaosOptions::checkOwnFileSystem);
        old.ifPresent(checkout -> StackLayout.SERVICES.forEach(service -> checkBuilt(checkout, service)));
    }

    static ChaosOptions parse(List<String> words) {
        List<String> plain = new ArrayList<>();
        Map<String, String> given = new HashMap<>();
        Set<String> flags = new HashSet<>();
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            if (FLAGS.contains(word)) {
                flags.add(word);
            } else if (WITH_VALUE.contains(word) && rest.hasNext()) {
                given.put(word, rest.next());
            } else if (word.startsWith("--") || plain.size() == 2) {
                throw new IllegalArgumentException("unknown option, or one without its value: " + word);
            } else {
                plain.add(word);
            }
        }
        ChaosOptions options = new ChaosOptions(
                Duration.ofMinutes(plain.isEmpty() ? 5 : number(plain.getFirst())),
                plain.size() < 2 ? 1 : number(plain.getLast()),
                number(given.getOrDefault("--recipients", "10")),
                number(given.getOrDefault("--per-minute", "40")),
                path(given, "--old"),
                flags.contains("--standby"),
                number(given.getOrDefault("--brokers", "1")),
                path(given, "--disk"),
                flags.contains("--clocks"),
                Optional.ofNullable(given.get("--fault")).map(ChaosOptions::faults),
                path(given, "--prometheus"));
        if (!options.faults().containsAll(options.chosen().orElse(List.of()))) {
            throw new IllegalArgumentException(
                    "--fault " + given.get("--fault") + " is only possible with --standby, --disk or --clocks");
        }
        if (options.isCalm() && options.length().compareTo(LONGEST_ALERT) < 0) {
            throw new IllegalArgumentException("--fault none needs 15 minutes or more, for some alerts wait for ten");
        }
        return options;
    }

    /** Whether nothing is broken. */
    boolean isCalm() {
        return chosen.filter(List::isEmpty).isPresent();
    }

    /** The faults to choose from. */
    List<Fault> faults() {
        return Arrays.stream(Fault.values())
                .filter(fault -> standby || fault != Fault.FAIL_OVER)
                .filter(fault -> disk.isPresent() || fault != Fault.FILL_DISK)
                .filter(fault -> chosen.map(faults -> faults.contains(fault)).orElse(true))
                .filter(fault -> clocks || fault != Fault.STEP_CLOCK)
                .toList();
    }

    /** The targets of a fault. A primary with a standby is not restarted: the standby takes over. One of three brokers is killed, too. */
    List<String> targets(Fault fault) {
        Stream<String> brokersKilled = fault == Fault.KILL && brokers > 1 ? Stream.of("kafka") : Stream.empty();
        return Stream.concat(fault.targets().stream(), brokersKilled)
                .filter(target -> !standby || fault != Fault.RESTART || !target.equals("postgres"))
                .toList();
    }

    /**
     * Refuses {@code --old} if its checkout has no build of this service.
     *
     * @throws IllegalArgumentException which says so
     */
    static void checkBuilt(Path checkout, StackPort service) {
        if (!Files.exists(checkout.resolve(service.owner()).resolve("target/quarkus-app/quarkus-run.jar"))) {
            throw new IllegalArgumentException("--old must name a checkout in which the services are built; "
                    + service.owner() + " is not built in " + checkout);
        }
    }

    private static void checkOwnFileSystem(Path disk) {
        try {
            Path parent = disk.toRealPath().getParent();
            if (parent == null || Files.getFileStore(disk).equals(Files.getFileStore(parent))) {
                throw new IllegalArgumentException("--disk must be a mount point, for it is filled: " + disk);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("--disk must be a directory: " + disk, e);
        }
    }

    private static List<Fault> faults(String words) {
        return words.equals("none") ? List.of() : Fault.listed(words);
    }

    private static Optional<Path> path(Map<String, String> given, String option) {
        return Optional.ofNullable(given.get(option)).map(Path::of);
    }

    private static int number(String word) {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a number: " + word, e);
        }
    }
}

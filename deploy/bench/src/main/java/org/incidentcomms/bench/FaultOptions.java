package org.incidentcomms.bench;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.incidentcomms.bench.ServiceLinks.Peer;
import org.incidentcomms.local.settings.StackLayout;
import org.incidentcomms.local.settings.StackPort;

/**
 * The options of {@code deploy/bench/faults}; the header of that script documents them.
 *
 * @param parts the target services and servers, as far as the fault applies to them
 * @param mailsPerSecond rate limit of the mail server; 0 for none
 * @param length of a pause, a cut and a restart
 * @param burst whether faults are injected during one incident for all recipients, instead of a stream of incidents
 */
record FaultOptions(
        List<Fault> faults,
        List<String> parts,
        int rounds,
        long seed,
        int replicas,
        int recipients,
        int connections,
        int mailsPerSecond,
        Duration length,
        boolean burst) {

    private static final Set<Fault> ONLY_IN_CHAOS = EnumSet.of(Fault.FAIL_OVER, Fault.FILL_DISK, Fault.STEP_CLOCK);

    private static final Set<String> WITH_VALUE = Set.of(
            "--fault",
            "--service",
            "--rounds",
            "--seed",
            "--replicas",
            "--recipients",
            "--connections",
            "--mails-per-second",
            "--seconds");

    FaultOptions {
        faults = List.copyOf(faults);
        parts = List.copyOf(parts);
        if (!Fault.everyTarget().containsAll(parts)) {
            throw new IllegalArgumentException(
                    "--service accepts " + String.join(",", Fault.everyTarget()) + ", not " + parts);
        }
        if (rounds < 1 || replicas < 1 || replicas > 2 || recipients < 1 || connections < 2 || length.isNegative()) {
            throw new IllegalArgumentException(
                    "--rounds and --recipients are 1 or more, --replicas 1 or 2, --connections 2 or more");
        }
        faults.stream().filter(ONLY_IN_CHAOS::contains).findFirst().ifPresent(fault -> {
            throw new IllegalArgumentException("--fault " + fault.word() + " is for deploy/chaos/run, see its --help");
        });
        if (faults.contains(Fault.DEPOSE) && replicas < 2) {
            throw new IllegalArgumentException("--fault depose needs two replicas, one to replace the leader");
        }
    }

    /** If an option is given twice, the last one counts. */
    static FaultOptions parse(List<String> words) {
        Map<String, String> given = new HashMap<>();
        boolean burst = false;
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String option = rest.next();
            if (option.equals("--burst")) {
                burst = true;
            } else if (WITH_VALUE.contains(option) && rest.hasNext()) {
                given.put(option, rest.next());
            } else {
                throw new IllegalArgumentException("unknown option: " + option);
            }
        }
        return new FaultOptions(
                Fault.listed(given.getOrDefault("--fault", "kill,pause,cut,restart")),
                list(given.getOrDefault("--service", String.join(",", Fault.everyTarget())))
                        .toList(),
                number(given, "--rounds", 3),
                number(given, "--seed", 1),
                number(given, "--replicas", 2),
                number(given, "--recipients", 10),
                number(given, "--connections", BenchSetup.DEFAULT_CONNECTIONS),
                number(given, "--mails-per-second", 0),
                Duration.ofSeconds(number(given, "--seconds", 9)),
                burst);
    }

    BenchSetup setup() {
        Set<Peer> proxied =
                faults.stream().map(Fault::peer).flatMap(Optional::stream).collect(Collectors.toSet());
        return new BenchSetup(recipients, replicasStruck(), connections, mailsPerSecond, proxied);
    }

    /** The targets of this fault. */
    List<String> targets(Fault fault) {
        return fault.targets().stream().filter(parts::contains).toList();
    }

    /** Only targets need a second process; if a server is restarted, every service is a target. */
    private Map<StackPort, Integer> replicasStruck() {
        List<String> struck =
                faults.stream().map(this::targets).flatMap(List::stream).toList();
        List<String> services =
                StackLayout.SERVICES.stream().map(StackPort::owner).toList();
        boolean every = !services.containsAll(struck);
        return StackLayout.SERVICES.stream()
                .filter(service -> every || struck.contains(service.owner()))
                .collect(Collectors.toMap(service -> service, service -> replicas));
    }

    private static Stream<String> list(String words) {
        return Stream.of(words.split(",", -1)).map(String::strip);
    }

    private static int number(Map<String, String> given, String option, int otherwise) {
        try {
            return Integer.parseInt(given.getOrDefault(option, String.valueOf(otherwise)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " must be a number", e);
        }
    }
}

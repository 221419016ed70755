package org.incidentcomms.bench;

import java.time.Duration;
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
 * What {@code deploy/bench/faults} is told; its header says what each option means.
 *
 * @param parts the services and servers that are struck, where the fault can strike them
 * @param mailsPerSecond the mail server takes at most; 0 for as many as come
 * @param length of a pause, a cut and a restart
 * @param burst whether one incident for everybody is on its way meanwhile, rather than a stream of incidents
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
                    "--service takes some of " + String.join(",", Fault.everyTarget()) + ", not " + parts);
        }
        if (rounds < 1 || replicas < 1 || replicas > 2 || recipients < 1 || connections < 2 || length.isNegative()) {
            throw new IllegalArgumentException(
                    "--rounds and --recipients are 1 or more, --replicas 1 or 2, --connections 2 or more");
        }
        if (faults.contains(Fault.DEPOSE) && replicas < 2) {
            throw new IllegalArgumentException("with --fault depose there are two replicas, of which the other leads");
        }
    }

    /** Where an option is given twice, the last one counts. */
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
                throw new IllegalArgumentException("not understood: " + option);
            }
        }
        return new FaultOptions(
                list(given.getOrDefault("--fault", "kill,pause,cut,restart"))
                        .flatMap(word -> Fault.named(word).stream())
                        .distinct()
                        .toList(),
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

    /** The parts that are struck by this fault. */
    List<String> targets(Fault fault) {
        return fault.targets().stream().filter(parts::contains).toList();
    }

    /** What is not struck needs no second process; where a server is restarted, everything is struck. */
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
            throw new IllegalArgumentException(option + " takes a number", e);
        }
    }
}

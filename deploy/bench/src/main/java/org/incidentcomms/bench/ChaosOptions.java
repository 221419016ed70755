package org.incidentcomms.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.incidentcomms.local.settings.StackLayout;
import org.incidentcomms.local.settings.StackPort;

/**
 * The options of {@code deploy/chaos/run}; the header of that script documents them.
 *
 * @param length how long things are broken
 * @param old a built checkout whose processes are replaced by those of this build, instead of the faults
 * @param standby whether PostgreSQL has a synchronous standby, which takes over when the primary is killed
 * @param brokers one or three
 */
record ChaosOptions(Duration length, long seed, int recipients, Optional<Path> old, boolean standby, int brokers) {

    ChaosOptions {
        if (!length.isPositive() || recipients < 1) {
            throw new IllegalArgumentException("minutes and --recipients must be 1 or more");
        }
        if (brokers != 1 && brokers != 3) {
            throw new IllegalArgumentException("--brokers must be 1 or 3");
        }
        old.ifPresent(checkout -> StackLayout.SERVICES.forEach(service -> checkBuilt(checkout, service)));
    }

    static ChaosOptions parse(List<String> words) {
        List<String> plain = new ArrayList<>();
        int recipients = 10;
        Optional<Path> old = Optional.empty();
        boolean standby = false;
        int brokers = 1;
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            if (word.equals("--recipients") && rest.hasNext()) {
                recipients = number(rest.next());
            } else if (word.equals("--old") && rest.hasNext()) {
                old = Optional.of(Path.of(rest.next()));
            } else if (word.equals("--brokers") && rest.hasNext()) {
                brokers = number(rest.next());
            } else if (word.equals("--standby")) {
                standby = true;
            } else if (word.startsWith("--") || plain.size() == 2) {
                throw new IllegalArgumentException("unknown option, or one without its value: " + word);
            } else {
                plain.add(word);
            }
        }
        return new ChaosOptions(
                Duration.ofMinutes(plain.isEmpty() ? 5 : number(plain.getFirst())),
                plain.size() < 2 ? 1 : number(plain.getLast()),
                recipients,
                old,
                standby,
                brokers);
    }

    /** The faults to choose from. */
    List<Fault> faults() {
        return Arrays.stream(Fault.values())
                .filter(fault -> standby || fault != Fault.FAIL_OVER)
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

    private static int number(String word) {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a number: " + word, e);
        }
    }
}

package org.incidentcomms.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.incidentcomms.bench.ServiceLinks.Peer;
import org.incidentcomms.local.settings.StackLayout;
import org.incidentcomms.local.settings.StackPort;

/** What can happen to a service or to what it stands on. */
enum Fault {
    /** kill -9; it is started again at once. */
    KILL("kill"),
    /** SIGSTOP, longer than a lease lasts, then SIGCONT. */
    PAUSE("pause"),
    /** Its connections to this server stay open and carry nothing. */
    CUT_POSTGRES("cut-postgres"),
    CUT_KAFKA("cut-kafka"),
    CUT_SMTP("cut-smtp"),
    /** The server is stopped and started again. */
    RESTART("restart"),
    /**
     * What the relay's leader publishes is held on its way, the leader is paused and its database session ended, so that
     * another leads; then the leader goes on, and what was held arrives.
     */
    DEPOSE("depose");

    private static final List<String> SERVICES =
            StackLayout.SERVICES.stream().map(StackPort::owner).toList();
    private static final List<String> SERVERS = List.of("postgres", "kafka");

    private final String word;

    Fault(String word) {
        this.word = word;
    }

    /** Its name in options and tables. */
    String word() {
        return word;
    }

    /** What a word of an option stands for: {@code cut} is all three. */
    static List<Fault> named(String word) {
        List<Fault> faults = Arrays.stream(values())
                .filter(fault -> fault.word.equals(word) || fault.word.startsWith(word + "-"))
                .toList();
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("no such fault: " + word);
        }
        return faults;
    }

    /** All parts that some fault strikes. */
    static List<String> everyTarget() {
        return Stream.concat(SERVICES.stream(), SERVERS.stream()).toList();
    }

    /** The parts this strikes. */
    List<String> targets() {
        if (this == RESTART) {
            return SERVERS;
        }
        if (this == DEPOSE) {
            return List.of(StackPort.INCIDENT_API.owner());
        }
        return StackLayout.SERVICES.stream()
                .filter(service -> peer().map(peer -> peer.serves(service)).orElse(true))
                .map(StackPort::owner)
                .toList();
    }

    /** The server it is kept from. */
    Optional<Peer> peer() {
        return switch (this) {
            case CUT_POSTGRES -> Optional.of(Peer.POSTGRES);
            case CUT_KAFKA, DEPOSE -> Optional.of(Peer.KAFKA);
            case CUT_SMTP -> Optional.of(Peer.SMTP);
            case KILL, PAUSE, RESTART -> Optional.empty();
        };
    }

    /** How many processes that send mail may lose, at once, what they were sending. */
    int mailersStruck(String target, int replicas) {
        return switch (this) {
            case KILL, PAUSE, CUT_POSTGRES, CUT_SMTP -> target.equals(StackPort.NOTIFIER_EMAIL.owner()) ? 1 : 0;
            case RESTART -> target.equals("postgres") ? replicas : 0;
            case CUT_KAFKA, DEPOSE -> 0;
        };
    }

    /** Whether the services are to say that they live all the time. */
    boolean leavesAlive() {
        return switch (this) {
            case CUT_POSTGRES, CUT_KAFKA, CUT_SMTP, RESTART -> true;
            case KILL, PAUSE, DEPOSE -> false;
        };
    }
}

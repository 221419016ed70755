package org.incidentcomms.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.incidentcomms.bench.ServiceLinks.Peer;
import org.incidentcomms.local.settings.StackLayout;
import org.incidentcomms.local.settings.StackPort;

/** Faults of services and of the servers they depend on. */
enum Fault {
    /** kill -9; the process is restarted at once. */
    KILL("kill"),
    /** SIGSTOP, longer than a lease, then SIGCONT. */
    PAUSE("pause"),
    /** The connections to this server stay open but carry no data. */
    CUT_POSTGRES("cut-postgres"),
    CUT_KAFKA("cut-kafka"),
    CUT_SMTP("cut-smtp"),
    /** The server is stopped and restarted. */
    RESTART("restart"),
    /** The primary of PostgreSQL is killed, and the synchronous standby promoted. */
    FAIL_OVER("fail-over"),
    /** The file system of all data has no space: databases, log, pages, logs of the processes. */
    FILL_DISK("fill-disk"),
    /** The wall clock is set ten minutes ahead, and back again, by which the process ends and is restarted. */
    STEP_CLOCK("step-clock"),
    /**
     * The produce request of the relay's leader is held, the leader is paused and its database session ended, so that
     * another replica becomes leader; then the old leader resumes and the held request reaches the broker.
     */
    DEPOSE("depose");

    private static final List<String> SERVICES =
            StackLayout.SERVICES.stream().map(StackPort::owner).toList();
    private static final List<String> SERVERS = List.of("postgres", "kafka");
    /** What is struck when everything on the disk is. */
    private static final String ALL = "everything";

    private final String word;

    Fault(String word) {
        this.word = word;
    }

    /** Its name in options and tables. */
    String word() {
        return word;
    }

    /** Parses an option's value: {@code cut} stands for all three. */
    static List<Fault> named(String word) {
        List<Fault> faults = Arrays.stream(values())
                .filter(fault -> fault.word.equals(word) || fault.word.startsWith(word + "-"))
                .toList();
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("unknown fault: " + word);
        }
        return faults;
    }

    /** Parses a list of them, separated by commas. */
    static List<Fault> listed(String words) {
        return Stream.of(words.split(",", -1))
                .flatMap(word -> named(word.strip()).stream())
                .distinct()
                .toList();
    }

    /** All parts that can be the target of a fault. */
    static List<String> everyTarget() {
        return Stream.concat(SERVICES.stream(), SERVERS.stream()).toList();
    }

    /** The possible targets of this fault. */
    List<String> targets() {
        if (this == RESTART) {
            return SERVERS;
        }
        if (this == FAIL_OVER) {
            return List.of("postgres");
        }
        if (this == FILL_DISK) {
            return List.of(ALL);
        }
        if (this == DEPOSE) {
            return List.of(StackPort.INCIDENT_API.owner());
        }
        return StackLayout.SERVICES.stream()
                .filter(service -> peer().map(peer -> peer.serves(service)).orElse(true))
                .map(StackPort::owner)
                .toList();
    }

    /** The server the target is cut off from. */
    Optional<Peer> peer() {
        return switch (this) {
            case CUT_POSTGRES -> Optional.of(Peer.POSTGRES);
            case CUT_KAFKA, DEPOSE -> Optional.of(Peer.KAFKA);
            case CUT_SMTP -> Optional.of(Peer.SMTP);
            case KILL, PAUSE, RESTART, FAIL_OVER, FILL_DISK, STEP_CLOCK -> Optional.empty();
        };
    }

    /** Number of mail-sending processes that may lose their in-flight messages at once. */
    int mailersStruck(String target, int replicas) {
        return switch (this) {
            case KILL, PAUSE, CUT_POSTGRES, CUT_SMTP, STEP_CLOCK ->
                target.equals(StackPort.NOTIFIER_EMAIL.owner()) ? 1 : 0;
            case RESTART -> target.equals("postgres") ? replicas : 0;
            case FAIL_OVER, FILL_DISK -> replicas;
            case CUT_KAFKA, DEPOSE -> 0;
        };
    }

    /** Whether the liveness checks of the services must stay UP. */
    boolean leavesAlive() {
        return switch (this) {
            case CUT_POSTGRES, CUT_KAFKA, CUT_SMTP, RESTART, FAIL_OVER, FILL_DISK -> true;
            case KILL, PAUSE, STEP_CLOCK, DEPOSE -> false;
        };
    }
}

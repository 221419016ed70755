package org.incidentcomms.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.incidentcomms.local.settings.StackPort;

/**
 * The options of {@code deploy/bench/email}; the header of that script documents them.
 *
 * @param mails recipients on the update list
 * @param size bytes of one mail
 * @param connections to the mail server; measured one after the other
 * @param delays milliseconds by which the mail server delays its replies; measured in addition
 * @param replicas numbers of processes of notifier-email, each with a share of a core; measured in addition
 * @param list whether the list is measured, and not only what is asked for in addition
 * @param mailer whether the engine of Quarkus Mailer is measured, too
 * @param variants whether a list of readers with 40 languages and time zones is measured, too
 * @param latencies single events to measure on an idle system; 0 for none
 * @param flood whether single events beside a flood of requests to subscribe are measured
 * @param overtake whether a critical incident during a long mailing is measured
 * @param old a built checkout whose notifier-email is measured, too
 */
record EmailOptions(
        int mails,
        int size,
        List<Integer> connections,
        List<Integer> delays,
        List<Integer> replicas,
        boolean list,
        boolean mailer,
        boolean variants,
        int latencies,
        boolean flood,
        boolean overtake,
        Optional<Path> old) {

    static final int SMALLEST_MAIL = 1_000;
    static final int LARGEST_MAIL = 40_000;

    private static final Set<String> WITH_VALUE =
            Set.of("--mails", "--size", "--connections", "--delay", "--replicas", "--latency", "--old");
    private static final Set<String> FLAGS = Set.of("--only", "--mailer", "--variants", "--flood", "--overtake");

    EmailOptions {
        connections = List.copyOf(connections);
        delays = List.copyOf(delays);
        replicas = List.copyOf(replicas);
        check(mails >= 100, "--mails must be at least 100");
        check(
                size >= SMALLEST_MAIL && size <= LARGEST_MAIL,
                "--size must be between " + SMALLEST_MAIL + " and " + LARGEST_MAIL + " bytes");
        check(
                !connections.isEmpty() && connections.stream().allMatch(count -> count >= 1 && count <= 256),
                "--connections must be numbers between 1 and 256");
        check(
                delays.stream().allMatch(millis -> millis >= 1 && millis <= 1_000),
                "--delay must be milliseconds between 1 and 1000");
        check(
                replicas.stream().allMatch(count -> count >= 1 && count <= 5),
                "--replicas must be numbers between 1 and 5: each has a fifth of a core");
        check(latencies >= 0, "--latency must be a number of events");
        old.ifPresent(checkout -> ChaosOptions.checkBuilt(checkout, StackPort.NOTIFIER_EMAIL));
    }

    /** Whether stacks with a long list are needed, one for each number of connections. */
    boolean needsList() {
        return list || mailer || variants || !delays.isEmpty();
    }

    /** If an option is given twice, the last one counts. */
    static EmailOptions parse(List<String> words) {
        Map<String, String> given = new HashMap<>();
        Set<String> flags = new HashSet<>();
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String option = rest.next();
            if (FLAGS.contains(option)) {
                flags.add(option);
            } else if (WITH_VALUE.contains(option) && rest.hasNext()) {
                given.put(option, rest.next());
            } else {
                throw new IllegalArgumentException("unknown option, or one without its value: " + option);
            }
        }
        return new EmailOptions(
                number(given, "--mails", 50_000),
                number(given, "--size", 5_000),
                numbers(given, "--connections", "8,32,64"),
                numbers(given, "--delay", ""),
                numbers(given, "--replicas", ""),
                !flags.contains("--only"),
                flags.contains("--mailer"),
                flags.contains("--variants"),
                number(given, "--latency", 0),
                flags.contains("--flood"),
                flags.contains("--overtake"),
                Optional.ofNullable(given.get("--old")).map(Path::of));
    }

    private static void check(boolean valid, String complaint) {
        if (!valid) {
            throw new IllegalArgumentException(complaint);
        }
    }

    private static int number(Map<String, String> given, String option, int otherwise) {
        return number(option, given.getOrDefault(option, String.valueOf(otherwise)));
    }

    private static List<Integer> numbers(Map<String, String> given, String option, String otherwise) {
        return Stream.of(given.getOrDefault(option, otherwise).split(",", -1))
                .filter(word -> !word.isBlank())
                .map(word -> number(option, word.strip()))
                .toList();
    }

    private static int number(String option, String word) {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " must be a number, not " + word, e);
        }
    }
}

package org.incidentcomms.local.settings;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How a stack differs from one process per service.
 *
 * @param replicas number of processes of single services, if not one; the second of {@code notifier-email} is named
 *     {@code notifier-email-2}
 * @param told variables of single services, by name; they override all others
 * @param brokers for each broker its further ports, each with the port it advertises there, in the same order; one or three
 * @param builds root directories of other builds, by the name of the process that runs them
 */
public record StackLayout(
        Map<StackPort, Integer> replicas,
        Map<String, Map<String, String>> told,
        List<SequencedMap<Integer, Integer>> brokers,
        Map<String, Path> builds) {

    /** One process of each service. */
    public static final StackLayout SINGLE =
            new StackLayout(Map.of(), Map.of(), List.of(new LinkedHashMap<>()), Map.of());

    public static final List<StackPort> SERVICES = List.of(
            StackPort.INCIDENT_API, StackPort.NOTIFIER_EMAIL, StackPort.NOTIFIER_TWITTER, StackPort.NOTIFIER_BLOG);

    private static final int PORTS_APART = 100;

    public StackLayout {
        replicas = Map.copyOf(replicas);
        told = Map.copyOf(told);
        brokers = brokers.stream()
                .map(listeners -> Collections.unmodifiableSequencedMap(new LinkedHashMap<>(listeners)))
                .toList();
        builds = Map.copyOf(builds);
        for (String process : builds.keySet()) {
            if (!isProcess(process, replicas)) {
                throw new IllegalArgumentException("no such process: " + process);
            }
        }
    }

    private static boolean isProcess(String name, Map<StackPort, Integer> replicas) {
        return SERVICES.stream()
                .flatMap(service -> numbered(service, replicas))
                .anyMatch(replica -> replica.name().equals(name));
    }

    private static Stream<Replica> numbered(StackPort service, Map<StackPort, Integer> replicas) {
        return IntStream.rangeClosed(1, replicas.getOrDefault(service, 1))
                .mapToObj(number -> new Replica(service, number));
    }

    /** Names of the brokers' parts. */
    public List<String> brokerNames() {
        return IntStream.rangeClosed(1, brokers.size())
                .mapToObj(number -> StackPort.KAFKA.owner() + suffix(number))
                .toList();
    }

    /** Value of {@code bootstrap.servers}. */
    public String bootstrapServers(StackSettings settings) {
        return IntStream.rangeClosed(1, brokers.size())
                .mapToObj(number -> "127.0.0.1:" + brokerPort(number, settings))
                .collect(Collectors.joining(","));
    }

    /** The port of a broker, numbered from 1. */
    public int brokerPort(int number, StackSettings settings) {
        return settings.port(StackPort.KAFKA) + PORTS_APART * (number - 1);
    }

    private static String suffix(int number) {
        return number == 1 ? "" : "-" + number;
    }

    /** All processes of this service. */
    public List<Replica> replicasOf(StackPort service) {
        return numbered(service, replicas).toList();
    }

    /**
     * One process of a service.
     *
     * @param number from 1
     */
    public record Replica(StackPort service, int number) {

        /** The name of its part. */
        public String name() {
            return service.owner() + suffix();
        }

        /** Suffix that distinguishes its files from the first replica's. */
        public String suffix() {
            return StackLayout.suffix(number);
        }

        /** The replica that starts before it, because two at once would only delay each other. */
        public Optional<String> after() {
            return number == 1 ? Optional.empty() : Optional.of(new Replica(service, number - 1).name());
        }

        /** Its port. */
        public int port(StackSettings settings) {
            return settings.port(service) + PORTS_APART * (number - 1);
        }
    }
}

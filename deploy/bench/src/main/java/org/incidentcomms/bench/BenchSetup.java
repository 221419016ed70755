package org.incidentcomms.bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.incidentcomms.bench.ServiceLinks.Peer;
import org.incidentcomms.local.settings.StackPort;

/**
 * The stack required by a bench.
 *
 * @param subscribers addresses on the update list
 * @param replicas number of processes of single services, if not one
 * @param connections to the mail server, per notifier-email process
 * @param mailsPerSecond rate limit of the mail server; 0 for none
 * @param proxied which connections of every service go through a proxy
 * @param surroundings what the processes run on
 */
record BenchSetup(
        int subscribers,
        Map<StackPort, Integer> replicas,
        int connections,
        int mailsPerSecond,
        Set<Peer> proxied,
        Surroundings surroundings) {

    static final int DEFAULT_CONNECTIONS = 8;

    BenchSetup {
        replicas = Map.copyOf(replicas);
        proxied = Set.copyOf(proxied);
    }

    BenchSetup(
            int subscribers, Map<StackPort, Integer> replicas, int connections, int mailsPerSecond, Set<Peer> proxied) {
        this(subscribers, replicas, connections, mailsPerSecond, proxied, Surroundings.USUAL);
    }

    /** The same with other builds of single processes. */
    BenchSetup with(Map<String, Path> otherBuilds) {
        return new BenchSetup(
                subscribers, replicas, connections, mailsPerSecond, proxied, surroundings.with(otherBuilds));
    }

    /** incident-api and notifier-email only, one process of each, and no proxy. */
    static BenchSetup email(int subscribers, int connections) {
        Map<StackPort, Integer> others = Map.of(StackPort.NOTIFIER_TWITTER, 0, StackPort.NOTIFIER_BLOG, 0);
        return new BenchSetup(subscribers, others, connections, 0, Set.of());
    }

    /** incident-api and notifier-blog only, one process of each, and no proxy. */
    static BenchSetup pages() {
        Map<StackPort, Integer> others = Map.of(StackPort.NOTIFIER_EMAIL, 0, StackPort.NOTIFIER_TWITTER, 0);
        return new BenchSetup(0, others, DEFAULT_CONNECTIONS, 0, Set.of());
    }

    /** One process of each service, and no proxy. */
    static BenchSetup simple(int subscribers) {
        return new BenchSetup(subscribers, Map.of(), DEFAULT_CONNECTIONS, 0, Set.of());
    }
}

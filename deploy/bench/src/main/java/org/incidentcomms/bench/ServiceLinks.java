package org.incidentcomms.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.incidentcomms.bench.proxy.TcpProxy;
import org.incidentcomms.local.settings.StackLayout;
import org.incidentcomms.local.settings.StackLayout.Replica;
import org.incidentcomms.local.settings.StackPort;
import org.incidentcomms.local.settings.StackSettings;
import org.incidentcomms.testkit.Ports;

/**
 * The proxies between each process of a service and its servers, each of which can be cut off separately, and the
 * variables by which a process uses them.
 */
final class ServiceLinks implements AutoCloseable {

    /** The servers a service connects to. */
    enum Peer {
        POSTGRES("postgres"),
        KAFKA("kafka"),
        SMTP("smtp");

        private final String word;

        Peer(String word) {
            this.word = word;
        }

        /** Its name in options and tables. */
        String word() {
            return word;
        }

        /** Whether this service connects to it. */
        boolean serves(StackPort service) {
            return switch (this) {
                case POSTGRES -> service != StackPort.NOTIFIER_BLOG;
                case KAFKA -> true;
                case SMTP -> service == StackPort.NOTIFIER_EMAIL;
            };
        }
    }

    private record Link(String part, Peer peer) {}

    private final StackSettings settings;
    private final int smtpPort;
    private final Map<Link, List<TcpProxy>> proxies = new HashMap<>();
    private final List<SequencedMap<Integer, Integer>> brokers;
    private final Map<String, Map<String, String>> told = new HashMap<>();

    ServiceLinks(StackSettings settings, int smtpPort, BenchSetup setup) {
        this.settings = settings;
        this.smtpPort = smtpPort;
        this.brokers = Stream.<SequencedMap<Integer, Integer>>generate(LinkedHashMap::new)
                .limit(setup.surroundings().brokers())
                .toList();
        for (StackPort service : StackLayout.SERVICES) {
            for (int number = 1; number <= setup.replicas().getOrDefault(service, 1); number++) {
                Replica replica = new Replica(service, number);
                setup.proxied().stream().filter(peer -> peer.serves(service)).forEach(peer -> add(replica, peer));
                setup.surroundings()
                        .clocks()
                        .ifPresent(clocks -> variables(replica).putAll(clocks.variables(replica.name())));
            }
        }
    }

    /** The layout of this stack, in which broker and services use the proxies. */
    StackLayout layout(BenchSetup setup) {
        return new StackLayout(
                setup.replicas(), told, brokers, setup.surroundings().builds());
    }

    /** The proxies between this process and that server: one, or one for each broker. */
    List<TcpProxy> between(String part, Peer peer) {
        return Optional.ofNullable(proxies.get(new Link(part, peer)))
                .orElseThrow(() -> new IllegalArgumentException("no proxy from " + part + " to " + peer.word()));
    }

    @Override
    public void close() {
        proxies.values().forEach(links -> links.forEach(TcpProxy::close));
    }

    private void add(Replica replica, Peer peer) {
        Map<String, String> variables = variables(replica);
        switch (peer) {
            case POSTGRES ->
                variables.put(
                        "QUARKUS_DATASOURCE_JDBC_URL",
                        "jdbc:postgresql://127.0.0.1:"
                                + proxy(replica, peer, settings.port(StackPort.POSTGRES))
                                        .port()
                                + "/" + replica.service().owner().replace('-', '_'));
            case KAFKA -> {
                List<String> addresses = new ArrayList<>();
                for (SequencedMap<Integer, Integer> listeners : brokers) {
                    int listener = Ports.free();
                    TcpProxy proxy = proxy(replica, peer, listener);
                    // A broker tells its clients its advertised address; clients of this listener get the proxy's.
                    listeners.put(listener, proxy.port());
                    addresses.add("127.0.0.1:" + proxy.port());
                }
                variables.put("KAFKA_BOOTSTRAP_SERVERS", String.join(",", addresses));
            }
            case SMTP ->
                variables.put(
                        "SMTP_PORT",
                        String.valueOf(proxy(replica, peer, smtpPort).port()));
        }
    }

    private Map<String, String> variables(Replica replica) {
        return told.computeIfAbsent(replica.name(), name -> new HashMap<>());
    }

    private TcpProxy proxy(Replica replica, Peer peer, int serverPort) {
        TcpProxy proxy = TcpProxy.start(Ports.free(), serverPort);
        proxies.computeIfAbsent(new Link(replica.name(), peer), link -> new ArrayList<>())
                .add(proxy);
        return proxy;
    }
}

package org.incidentcomms.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.incidentcomms.bench.proxy.TcpProxy;
import org.incidentcomms.local.settings.StackLayout;
import org.incidentcomms.local.settings.StackLayout.Replica;
import org.incidentcomms.local.settings.StackPort;
import org.incidentcomms.local.settings.StackSettings;
import org.incidentcomms.testkit.Ports;

/** The proxies between each process of a service and its servers: each can be cut off separately. */
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
    private final Map<Link, TcpProxy> proxies = new HashMap<>();
    private final Map<Integer, Integer> brokerListeners = new HashMap<>();
    private final Map<String, Map<String, String>> told = new HashMap<>();

    ServiceLinks(StackSettings settings, int smtpPort, Map<StackPort, Integer> replicas, Set<Peer> proxied) {
        this.settings = settings;
        this.smtpPort = smtpPort;
        for (StackPort service : StackLayout.SERVICES) {
            for (int number = 1; number <= replicas.getOrDefault(service, 1); number++) {
                Replica replica = new Replica(service, number);
                proxied.stream().filter(peer -> peer.serves(service)).forEach(peer -> add(replica, peer));
            }
        }
    }

    /** The layout of this stack, in which broker and services use the proxies. */
    StackLayout layout(BenchSetup setup) {
        return new StackLayout(setup.replicas(), told, brokerListeners, setup.builds());
    }

    /** The proxy between this process and that server. */
    TcpProxy between(String part, Peer peer) {
        return Optional.ofNullable(proxies.get(new Link(part, peer)))
                .orElseThrow(() -> new IllegalArgumentException("no proxy from " + part + " to " + peer.word()));
    }

    @Override
    public void close() {
        proxies.values().forEach(TcpProxy::close);
    }

    private void add(Replica replica, Peer peer) {
        int serverPort = switch (peer) {
            case POSTGRES -> settings.port(StackPort.POSTGRES);
            case KAFKA -> Ports.free();
            case SMTP -> smtpPort;
        };
        TcpProxy proxy = TcpProxy.start(Ports.free(), serverPort);
        proxies.put(new Link(replica.name(), peer), proxy);
        Map<String, String> variables = told.computeIfAbsent(replica.name(), name -> new HashMap<>());
        String address = "127.0.0.1:" + proxy.port();
        switch (peer) {
            case POSTGRES ->
                variables.put(
                        "QUARKUS_DATASOURCE_JDBC_URL",
                        "jdbc:postgresql://" + address + "/"
                                + replica.service().owner().replace('-', '_'));
            case KAFKA -> {
                // A broker tells its clients its advertised address; clients of this listener get the proxy's.
                brokerListeners.put(serverPort, proxy.port());
                variables.put("KAFKA_BOOTSTRAP_SERVERS", address);
            }
            case SMTP -> variables.put("SMTP_PORT", String.valueOf(proxy.port()));
        }
    }
}

package org.incidentcomms.testkit.kafka;

import java.nio.file.Path;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Settings of a node, broker and controller in one, with little memory. */
final class BrokerSettings {

    static final String CONTROLLER_LISTENER = "CONTROLLER";

    /** The largest record any topic may allow; topics set their own limit. */
    private static final int LARGEST_MESSAGE = 8 * 1024 * 1024;

    private BrokerSettings() {}

    /**
     * @param proxied ports of further listeners, each with the port advertised to its clients
     */
    static Map<String, String> of(Path dataDir, int port, Quorum quorum, SequencedMap<Integer, Integer> proxied) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(quorum.node()));
        settings.put("log.dirs", dataDir.toString());

        StringBuilder listeners =
                new StringBuilder("BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + quorum.controllerPort());
        StringBuilder advertised = new StringBuilder("BROKER://127.0.0.1:" + port);
        StringBuilder protocols = new StringBuilder("BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        int number = 0;
        for (Map.Entry<Integer, Integer> listener : proxied.entrySet()) {
            // A broker tells a client of those brokers only that have a listener of the same name.
            String name = ",PROXIED_" + ++number;
            listeners.append(name).append("://127.0.0.1:").append(listener.getKey());
            advertised.append(name).append("://127.0.0.1:").append(listener.getValue());
            protocols.append(name).append(":PLAINTEXT");
        }
        settings.put("listeners", listeners.toString());
        settings.put("advertised.listeners", advertised.toString());
        settings.put("listener.security.protocol.map", protocols.toString());
        settings.put("inter.broker.listener.name", "BROKER");
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        // A static quorum: the voters are not written to the log, so a single controller's port may change at each
        // start.
        settings.put("controller.quorum.voters", quorum.voters());

        settings.put("auto.create.topics.enable", "false");
        String copies = String.valueOf(quorum.copies());
        String inSync = String.valueOf(quorum.inSync());
        settings.put("default.replication.factor", copies);
        settings.put("min.insync.replicas", inSync);
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("offsets.topic.replication.factor", copies);
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", copies);
        settings.put("transaction.state.log.min.isr", inSync);
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", copies);
        settings.put("share.coordinator.state.topic.min.isr", inSync);

        settings.put("message.max.bytes", String.valueOf(LARGEST_MESSAGE));
        settings.put("replica.fetch.max.bytes", String.valueOf(LARGEST_MESSAGE + 1024));

        // After a kill the new broker waits until the session of its predecessor expires: 2 s instead of 9.
        settings.put("broker.session.timeout.ms", "2000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("group.initial.rebalance.delay.ms", "0");

        // The default is 128 MiB of heap, which would fill a small JVM.
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("group.coordinator.threads", "1");
        settings.put("num.recovery.threads.per.data.dir", "2");
        return settings;
    }
}

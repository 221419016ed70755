package org.incidentcomms.testkit.kafka;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.incidentcomms.testkit.Ports;

/**
 * The nodes of a cluster, seen by one of them. With three, each record is acknowledged by two.
 *
 * @param node id of this node, from 1
 * @param controllerPorts ports of the controllers of all nodes, by their ids
 */
record Quorum(int node, List<Integer> controllerPorts) {

    /** All nodes of a cluster must be formatted with the same id; clusters of one never meet. */
    private static final Uuid SHARED_ID = new Uuid(0x696e636964656e74L, 0x636f6d6d732d3031L);

    Quorum {
        controllerPorts = List.copyOf(controllerPorts);
        if (node < 1 || node > controllerPorts.size()) {
            throw new IllegalArgumentException("no controller port for node " + node);
        }
    }

    /** A cluster of one, whose controller listens on a free port. */
    static Quorum single() {
        return new Quorum(1, List.of(Ports.free()));
    }

    /** Reads {@code NODE@PORT,PORT,PORT}. */
    static Quorum parse(String word) {
        int at = word.indexOf('@');
        List<Integer> ports = List.of(word.substring(at + 1).split(",", -1)).stream()
                .map(Integer::valueOf)
                .toList();
        return new Quorum(Integer.parseInt(word.substring(0, at)), ports);
    }

    String clusterId() {
        return (controllerPorts.size() == 1 ? Uuid.randomUuid() : SHARED_ID).toString();
    }

    int controllerPort() {
        return controllerPorts.get(node - 1);
    }

    /** Value of {@code controller.quorum.voters}. */
    String voters() {
        return IntStream.rangeClosed(1, controllerPorts.size())
                .mapToObj(id -> id + "@127.0.0.1:" + controllerPorts.get(id - 1))
                .collect(Collectors.joining(","));
    }

    /** Replicas of each partition. */
    int copies() {
        return Math.min(3, controllerPorts.size());
    }

    /** Replicas that must have a record before it is acknowledged: all but one. */
    int inSync() {
        return Math.max(1, copies() - 1);
    }
}

package org.incidentcomms.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.incidentcomms.local.settings.StackLayout;
import org.incidentcomms.local.settings.StackLayout.Replica;
import org.incidentcomms.local.settings.StackPort;
import org.incidentcomms.local.settings.StackSettings;

/** Checks before the start whether the stack's ports are free. */
final class PortCheck {

    private PortCheck() {}

    /** The message for the user; empty if all ports are free. */
    static Optional<String> complaint(StackSettings settings, StackLayout layout) {
        List<String> taken = new ArrayList<>();
        for (StackPort port : needed(settings)) {
            if (StackLayout.SERVICES.contains(port)) {
                for (Replica replica : layout.replicasOf(port)) {
                    addIfTaken(taken, replica.port(settings), replica.name());
                }
            } else {
                addIfTaken(taken, settings.port(port), port.owner());
            }
        }
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        int other = settings.portOffset() + 100;
        return Optional.of("These ports are already in use by another program:\n" + String.join("\n", taken)
                + "\nStop it, or shift all ports of the stack:  PORT_OFFSET=" + other + " deploy/local/up");
    }

    private static void addIfTaken(List<String> taken, int port, String owner) {
        if (!isFree(port)) {
            taken.add("  port " + port + " (" + owner + ")");
        }
    }

    private static Set<StackPort> needed(StackSettings settings) {
        Set<StackPort> ports = EnumSet.allOf(StackPort.class);
        if (settings.given("KAFKA_BOOTSTRAP_SERVERS").isPresent()) {
            ports.remove(StackPort.KAFKA);
        }
        if (settings.given("QUARKUS_DATASOURCE_JDBC_URL").isPresent()) {
            ports.remove(StackPort.POSTGRES);
        }
        if (settings.mailsOutside()) {
            ports.removeAll(EnumSet.of(StackPort.SMTP, StackPort.MAILBOX));
        }
        return ports;
    }

    /** Tested by binding the port; a listener on all addresses conflicts too. */
    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}

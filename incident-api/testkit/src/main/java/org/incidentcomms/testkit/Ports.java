package org.incidentcomms.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free TCP ports on the loopback address, below the system's ephemeral port range.
 *
 * <p>A server that is stopped for a while must find its port free again. An ephemeral port could be taken by a client,
 * even by the client that tries to reconnect: it would then be connected to itself.
 */
public final class Ports {

    private static final int LOWEST = 15_000;
    private static final int END = 32_000;
    private static final int ATTEMPTS = 1000;

    /** A port is not bound at once: of fifty drawn by chance, two would be the same in one of fourteen runs. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /** A port that is free now; bind it soon. This process gets it only once. */
    public static int free() {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, END);
            if (canBeBound(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port on the loopback address");
    }

    /** {@code port}, or a free one for 0. */
    public static int orFree(int port) {
        return port == 0 ? free() : port;
    }

    /** Whether something accepts connections on this loopback port. */
    public static boolean isOpen(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean canBeBound(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}

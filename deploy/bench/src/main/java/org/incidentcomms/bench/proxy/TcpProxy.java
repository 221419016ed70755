package org.incidentcomms.bench.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Forwards TCP connections on 127.0.0.1 and can hold the data: nothing is closed, new connections are accepted, and
 * neither side sees anything but silence. Held data is forwarded after {@link #resume()}, in order; so a packet can
 * arrive long after its sender timed out.
 *
 * <p>A write in progress when {@link #hold} is called may still pass.
 */
public final class TcpProxy implements AutoCloseable {

    /** Direction of the data. */
    public enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    private static final int BUFFER = 64 * 1024;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ServerSocket listener;
    private volatile int serverPort;
    private final Gate toServer = new Gate();
    private final Gate toClient = new Gate();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private TcpProxy(ServerSocket listener, int serverPort) {
        this.listener = listener;
        this.serverPort = serverPort;
    }

    /** Starts a proxy on this port in front of the server on that one; the server need not be running yet. */
    public static TcpProxy start(int port, int serverPort) {
        try {
            TcpProxy proxy = new TcpProxy(new ServerSocket(port, 200, InetAddress.getLoopbackAddress()), serverPort);
            proxy.threads.execute(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
    }

    /** The port for clients. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Holds all data in both directions. */
    public void hold() {
        toServer.shut();
        toClient.shut();
    }

    /** Holds all data in this direction, starting with the first write that matches {@code first}. */
    public void holdFrom(Direction direction, Predicate<ByteBuffer> first) {
        gate(direction).shutBy(first);
    }

    /** Forwards held and later data. */
    public void resume() {
        toServer.open();
        toClient.open();
    }

    /** Number of bytes held in this direction; more may wait in the senders' sockets. */
    public long held(Direction direction) {
        return gate(direction).waiting();
    }

    /** Forwards new connections to the server on this port. */
    public void redirect(int port) {
        serverPort = port;
    }

    /** Closes every open connection; new ones are forwarded. */
    public void cut() {
        open.forEach(TcpProxy::close);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            // it accepts no more connections either way
        }
        cut();
        threads.shutdownNow();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                threads.execute(() -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        try {
            toServer.pass(NOTHING);
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            open.add(server);
            threads.execute(() -> pump(client, server, Direction.TO_SERVER));
            threads.execute(() -> pump(server, client, Direction.TO_CLIENT));
        } catch (IOException refused) {
            forget(client);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            forget(client);
        }
    }

    /** Copies data until the end of the stream; a broken connection closes both directions. */
    private void pump(Socket from, Socket to, Direction direction) {
        byte[] buffer = new byte[BUFFER];
        try {
            to.setTcpNoDelay(true);
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                gate(direction).pass(ByteBuffer.wrap(buffer, 0, read));
                out.write(buffer, 0, read);
            }
            gate(direction).pass(NOTHING);
            to.shutdownOutput();
            if (from.isOutputShutdown()) {
                forget(from);
                forget(to);
            }
        } catch (IOException broken) {
            forget(from);
            forget(to);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            forget(from);
            forget(to);
        }
    }

    private Gate gate(Direction direction) {
        return switch (direction) {
            case TO_SERVER -> toServer;
            case TO_CLIENT -> toClient;
        };
    }

    private void forget(Socket socket) {
        open.remove(socket);
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is no longer usable either way
        }
    }
}

package org.incidentcomms.blog.publish.wordpress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes on connections, each with one call, and closes some when the answer is complete, without passing it on. */
final class DroppingProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final double dropped;
    private final Random random;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger drops = new AtomicInteger();

    /** @param dropped share of the answers, 0 to 1 */
    DroppingProxy(int target, double dropped, long seed) {
        this.target = target;
        this.dropped = dropped;
        this.random = new Random(seed);
        try {
            listener = new ServerSocket();
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    int calls() {
        return calls.get();
    }

    int drops() {
        return drops.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> pass(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(Socket client) {
        calls.incrementAndGet();
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            Thread.ofVirtual().start(() -> copy(client, server));
            byte[] answer = server.getInputStream().readAllBytes();
            if (isDropped()) {
                drops.incrementAndGet();
                return;
            }
            client.getOutputStream().write(answer);
        } catch (IOException lost) {
            // The server is being restarted; the caller sees its connection end.
            return;
        }
    }

    private synchronized boolean isDropped() {
        return random.nextDouble() < dropped;
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}

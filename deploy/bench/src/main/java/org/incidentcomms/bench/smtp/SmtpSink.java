package org.incidentcomms.bench.smtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.incidentcomms.testkit.Ports;
import org.jspecify.annotations.Nullable;

/** An SMTP server on 127.0.0.1 (RFC 5321) that accepts every message, counts it and discards it. */
public final class SmtpSink implements AutoCloseable {

    private final int port;
    private final MailArrivals arrivals = new MailArrivals();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable ServerSocket listener;
    private @Nullable Thread acceptor;

    private final Pace pace;
    private volatile Duration delay = Duration.ZERO;

    private SmtpSink(int port, Pace pace) {
        this.port = port;
        this.pace = pace;
    }

    /**
     * Starts it on a free port, which it keeps.
     *
     * @param mailsPerSecond rate limit over all connections; 0 for none
     */
    public static SmtpSink start(int mailsPerSecond) {
        SmtpSink sink = new SmtpSink(Ports.free(), new Pace(mailsPerSecond));
        sink.open();
        return sink;
    }

    public int port() {
        return port;
    }

    public MailArrivals arrivals() {
        return arrivals;
    }

    /** Delays the replies to each group of commands, as a slow network does; applies to new connections. */
    public void delay(Duration each) {
        delay = each;
    }

    /** Opens the port; does nothing if it is open. */
    public synchronized void open() {
        if (listener != null) {
            return;
        }
        try {
            ServerSocket opened = new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
            listener = opened;
            acceptor = Thread.ofVirtual().start(() -> accept(opened));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
    }

    /** Closes the port and every connection, until {@link #open()}. */
    public synchronized void shut() {
        ServerSocket closing = listener;
        listener = null;
        if (closing != null) {
            close(closing);
            awaitAcceptor();
            open.forEach(SmtpSink::close);
        }
    }

    @Override
    public void close() {
        shut();
        threads.shutdownNow();
    }

    /** Until the accepting thread notices, the kernel keeps accepting connections. */
    private void awaitAcceptor() {
        Thread accepting = acceptor;
        try {
            if (accepting != null) {
                accepting.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                Socket client = opened.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            try (SmtpReplies replies = new SmtpReplies(client.getOutputStream(), delay)) {
                new SmtpDialogue(client.getInputStream(), replies, arrivals, pace).run();
            }
        } catch (IOException gone) {
            // an unfinished message was not accepted
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // it is closed either way
        }
    }
}

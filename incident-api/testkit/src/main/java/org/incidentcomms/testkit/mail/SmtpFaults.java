package org.incidentcomms.testkit.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.incidentcomms.testkit.Ports;
import org.incidentcomms.testkit.RestartableServer;
import org.jspecify.annotations.Nullable;

/**
 * A proxy in front of an SMTP server that passes everything on and injects faults.
 *
 * <p>The first matching rule applies, each for its number of times; {@link #clear()} removes all rules. Rules apply
 * from the next command on, also on open connections.
 */
public final class SmtpFaults implements RestartableServer {

    /** Stage of the dialogue at which a fault applies. */
    public enum Stage {
        /** Replaces the greeting. */
        CONNECT,
        MAIL,
        RCPT,
        DATA,
        /** After the complete message: a reply other than 2xx means that it was not accepted. */
        END_OF_DATA
    }

    /** Number of times of a rule that applies until {@link #clear()}. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    private final int port;
    private final int serverPort;
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile Duration delay = Duration.ZERO;
    private volatile int messagesPerConnection = ALWAYS;
    private volatile String extension = "";
    private volatile boolean loginRequired;
    private @Nullable ServerSocket listener;
    private @Nullable Thread acceptor;

    private SmtpFaults(int port, int serverPort) {
        this.port = port;
        this.serverPort = serverPort;
    }

    /** Starts a proxy on this port (0 picks a free one) in front of the server on that one, both on 127.0.0.1. */
    public static SmtpFaults start(int port, int serverPort) {
        SmtpFaults faults = new SmtpFaults(Ports.orFree(port), serverPort);
        faults.start();
        return faults;
    }

    @Override
    public int port() {
        return port;
    }

    /** Opens the port; does nothing if it is open. */
    @Override
    public synchronized void start() {
        if (listener != null) {
            return;
        }
        try {
            ServerSocket opened = new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
            listener = opened;
            acceptor = Thread.ofPlatform().daemon().name("smtp-faults").start(() -> accept(opened));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
    }

    /** Closes the port and cuts every connection, as if the server were down. */
    @Override
    public synchronized void stop() {
        ServerSocket closing = listener;
        listener = null;
        if (closing != null) {
            close(closing);
            awaitAcceptor();
            open.forEach(SmtpFaults::close);
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return listener != null;
    }

    /** Answers 550 for this recipient until cleared. */
    public void rejectRecipient(String address) {
        reply(Stage.RCPT, address::equalsIgnoreCase, "550 5.1.1 no such user here", ALWAYS);
    }

    /** Answers 451 for this recipient, this many times. */
    public void deferRecipient(String address, int times) {
        reply(Stage.RCPT, address::equalsIgnoreCase, "451 4.3.0 try again later", times);
    }

    /** Sends this reply at this stage, this many times; after a 421 the connection is closed, as a server does. */
    public void reply(Stage stage, String reply, int times) {
        reply(stage, subject -> true, reply, times);
    }

    /** Sends this reply if the address (of MAIL or RCPT, else empty) matches, this many times. */
    public void reply(Stage stage, Predicate<String> address, String reply, int times) {
        rules.add(new Rule(stage, address, new Fault.Reply(reply), new AtomicInteger(times)));
    }

    /**
     * Accepts the next messages, but closes the connection without a reply: the outcome is uncertain for the client.
     */
    public void cutAfterAccepting(int messages) {
        rules.add(new Rule(Stage.END_OF_DATA, any -> true, new Fault.CutAfterPassing(), new AtomicInteger(messages)));
    }

    /** Does not accept the next messages, and closes the connection without a reply: the client sees the same. */
    public void cutBeforeAccepting(int messages) {
        cut(Stage.END_OF_DATA, messages);
    }

    /** Closes the connection at this stage without a reply, this many times. */
    public void cut(Stage stage, int times) {
        rules.add(new Rule(stage, any -> true, new Fault.Cut(), new AtomicInteger(times)));
    }

    /** Delays every reply, including the greeting. */
    public void delayReplies(Duration by) {
        delay = by;
    }

    /** Answers 421 in place of the message after the n-th of a connection. */
    public void closeAfter(int messages) {
        messagesPerConnection = messages;
    }

    /** Adds an extension to the reply to EHLO, such as {@code PIPELINING}, which this proxy supports. */
    public void announce(String keyword) {
        extension = keyword;
    }

    /** Answers 530 to MAIL until the server has accepted an AUTH on that connection. */
    public void requireLogin() {
        loginRequired = true;
    }

    /** Removes all faults; the port stays open or closed. */
    public void clear() {
        rules.clear();
        delay = Duration.ZERO;
        messagesPerConnection = ALWAYS;
        extension = "";
        loginRequired = false;
    }

    /** Number of connections accepted since the start. */
    public int connectionsAccepted() {
        return accepted.get();
    }

    /** Number of open connections. */
    public int connectionsOpen() {
        return open.size();
    }

    /** The fault for this point of a dialogue, counted as used once; empty if there is none. */
    @Nullable Fault next(Stage stage, String address) {
        for (Rule rule : rules) {
            if (rule.stage == stage && rule.address.test(address) && rule.use()) {
                return rule.fault;
            }
        }
        return null;
    }

    boolean isSpent(int messagesOfConnection) {
        return messagesOfConnection >= messagesPerConnection;
    }

    boolean isLoginRequired() {
        return loginRequired;
    }

    Duration delay() {
        return delay;
    }

    String extension() {
        return extension;
    }

    /** A closed listener may return one more connection, which must not be served after a stop. */
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
                if (opened.isClosed()) {
                    close(client);
                    return;
                }
                accepted.incrementAndGet();
                open.add(client);
                String name = String.format(Locale.ROOT, "smtp-faults-%d", accepted.get());
                Thread.ofVirtual().name(name).start(() -> serve(client));
            } catch (IOException e) {
                close(opened);
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            new FaultySession(this, client, server).run();
        } catch (IOException e) {
            // one side has closed, which ends the connection
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

    sealed interface Fault {
        record Reply(String text) implements Fault {}

        record Cut() implements Fault {}

        record CutAfterPassing() implements Fault {}
    }

    private record Rule(Stage stage, Predicate<String> address, Fault fault, AtomicInteger left) {

        boolean use() {
            return left.getAndUpdate(n -> n == ALWAYS || n == 0 ? n : n - 1) > 0;
        }
    }
}

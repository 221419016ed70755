package org.incidentcomms.testkit.mail;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.testkit.QuietLogs;
import org.incidentcomms.testkit.RestartableServer;

/**
 * An SMTP server on 127.0.0.1 that accepts every message and keeps it in memory: GreenMail behind {@link SmtpFaults}.
 *
 * <p>Clients use the port of the fault proxy. {@link #stop()} closes that port and cuts open connections; received
 * messages are kept, and {@link #start()} opens the same port again.
 */
public final class MailServer implements RestartableServer, AutoCloseable {

    private final Clock clock;
    private final GreenMail greenMail;
    private final SmtpFaults faults;
    private final List<ReceivedMail> received = new ArrayList<>();

    private MailServer(int port, Clock clock) {
        QuietLogs.warningsOnly("com.icegreen.greenmail");
        this.clock = clock;
        greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        greenMail.start();
        greenMail.getUserManager().setMessageDeliveryHandler(this::recipientOf);
        faults = SmtpFaults.start(port, greenMail.getSmtp().getPort());
    }

    /** Starts a server on this port; 0 picks a free port and keeps it. */
    public static MailServer start(int port) {
        return new MailServer(port, Clock.systemUTC());
    }

    @Override
    public int port() {
        return faults.port();
    }

    @Override
    public void start() {
        faults.start();
    }

    @Override
    public void stop() {
        faults.stop();
    }

    @Override
    public boolean isRunning() {
        return faults.isRunning();
    }

    @Override
    public void close() {
        faults.stop();
        greenMail.stop();
    }

    /** Requires a login (AUTH PLAIN or LOGIN) with this user: without it MAIL is answered 530. */
    public void requireLogin(String username, String password) {
        greenMail.setUser(username, username, password);
        greenMail.getUserManager().setAuthRequired(true);
        faults.requireLogin();
    }

    /** The injected faults; none initially. */
    public SmtpFaults faults() {
        return faults;
    }

    /** All accepted messages in order, one per envelope recipient. */
    public List<ReceivedMail> messages() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /** All messages accepted for this envelope recipient, in order. */
    public List<ReceivedMail> messagesTo(String address) {
        return messages().stream()
                .filter(mail -> mail.recipient().equalsIgnoreCase(address))
                .toList();
    }

    /** Waits until at least this many were accepted, and returns all of them. */
    public List<ReceivedMail> await(int count, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (received) {
            while (received.size() < count) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError(
                            "after " + atMost + " " + received.size() + " messages instead of " + count);
                }
                try {
                    received.wait(left / 1_000_000 + 1);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError("interrupted while waiting for mail", e);
                }
            }
            return List.copyOf(received);
        }
    }

    /** Clears received messages; faults are kept. */
    public void clear() {
        synchronized (received) {
            received.clear();
        }
    }

    private GreenMailUser recipientOf(MovingMessage message, MailAddress address) {
        return new MessageSink(address.getEmail(), this::add);
    }

    private void add(String recipient, MovingMessage message) {
        MailAddress sender = message.getReturnPath();
        var mail = new ReceivedMail(
                recipient, sender == null ? "" : sender.getEmail(), message.getMessage(), clock.instant());
        synchronized (received) {
            received.add(mail);
            received.notifyAll();
        }
    }
}

package org.incidentcomms.email.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** One connection to a relay. Not thread-safe, except {@link #enforceDeadline}. */
final class SmtpConnection {
    private final Relay relay;
    private final SmtpServer server;
    private final ConnectionSockets sockets = new ConnectionSockets();
    private final StepDeadline deadline = new StepDeadline(sockets::abort);
    private final AngusDialogue angus;
    private SmtpDialogue dialogue;
    private boolean used;
    private long idleSince;

    SmtpConnection(Relay relay, Properties extra) {
        this.relay = relay;
        this.server = relay.server();
        this.angus =
                new AngusDialogue(Session.getInstance(MailProperties.of(server, sockets, extra)), server, deadline);
        this.dialogue = angus;
    }

    /** Greeting, EHLO, STARTTLS and AUTH; messages are pipelined if the server offers it. */
    void open() throws SmtpException {
        try {
            angus.open();
            Socket socket = sockets.current(angus.isSSL());
            if (socket != null && angus.supportsExtension("PIPELINING")) {
                dialogue = new PipelinedDialogue(socket, deadline, server);
            }
        } catch (SmtpException e) {
            throw timedOut(e);
        } catch (IOException e) {
            throw new SmtpException(SmtpStage.CONNECT, null, e);
        } finally {
            deadline.clear();
        }
    }

    /**
     * Sends one message, with no NOOP between messages.
     *
     * @throws SmtpException if the server did not accept the message
     */
    void send(OutgoingMail mail) throws SmtpException {
        try {
            dialogue.send(mail);
        } catch (SmtpException e) {
            throw timedOut(e);
        } finally {
            used = true;
            deadline.clear();
        }
    }

    /** A step that was cut off looks like a lost connection. */
    private SmtpException timedOut(SmtpException failure) {
        return deadline.hasPassed() && failure.reply() == null
                ? new SmtpException(failure.stage(), null, new SocketTimeoutException("a step took too long"))
                : failure;
    }

    /** Whether the next message may use this connection after {@code failure}. */
    boolean isUsableAfter(SmtpException failure) {
        return failure.leavesConnectionUsable() && dialogue.isInStep();
    }

    /** The recipient for whose message the server waits; null if any may be sent. */
    @Nullable String announced() {
        return dialogue.announced();
    }

    Relay relay() {
        return relay;
    }

    boolean isPipelined() {
        return dialogue instanceof PipelinedDialogue;
    }

    /** Whether a message was already sent on it, so that the server may have closed it since. */
    boolean isUsed() {
        return used;
    }

    long idleSince() {
        return idleSince;
    }

    void idleSince(long nanoTime) {
        idleSince = nanoTime;
    }

    /** Closes the connection if it is in the middle of a step that takes too long; called by a timer. */
    void enforceDeadline() {
        deadline.enforce();
    }

    /** Sends QUIT without waiting for the reply. */
    void quit() {
        deadline.within(server.writeTimeout());
        try {
            angus.close();
        } catch (MessagingException e) {
            // it is closed either way
        } finally {
            deadline.clear();
        }
    }
}

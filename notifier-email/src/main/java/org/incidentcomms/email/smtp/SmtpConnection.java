package org.incidentcomms.email.smtp;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the relay that records how far it got: Angus' exceptions do not distinguish a refused recipient
 * from a lost final reply. Not thread-safe.
 */
final class SmtpConnection extends SMTPTransport {
    private final Session session;
    private SmtpStage stage = SmtpStage.CONNECT;
    private @Nullable SmtpReply reply;
    private boolean used;
    private long idleSince;

    SmtpConnection(Session session) {
        super(session, null);
        this.session = session;
    }

    /** Greeting, EHLO, STARTTLS and AUTH. */
    void open(SmtpServer server) throws SmtpException {
        try {
            connect(server.host(), server.port(), server.username(), server.password());
            stage = SmtpStage.IDLE;
        } catch (MessagingException | RuntimeException e) {
            throw new SmtpException(stage, refusal(), e);
        }
    }

    /**
     * Sends one message: four round trips, no NOOP or RSET between messages.
     *
     * @throws SmtpException if the server did not accept the message; {@link SmtpException#isConnectionUsable} tells
     *     whether the next message may use this connection
     */
    void send(OutgoingMail mail) throws SmtpException {
        enter(SmtpStage.IDLE);
        try {
            InternetAddress to = new InternetAddress();
            to.setAddress(mail.to());
            sendMessage(new RenderedMessage(session, mail), new Address[] {to});
        } catch (MessagingException | RuntimeException e) {
            throw new SmtpException(stage, refusal(), e);
        } finally {
            used = true;
        }
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

    /** Sends QUIT without waiting for the reply. */
    void quit() {
        try {
            close();
        } catch (MessagingException e) {
            // it is closed either way
        }
    }

    @Override
    protected void mailFrom() throws MessagingException {
        enter(SmtpStage.MAIL);
        super.mailFrom();
    }

    @Override
    protected void rcptTo() throws MessagingException {
        enter(SmtpStage.RCPT);
        super.rcptTo();
    }

    @Override
    protected OutputStream data() throws MessagingException {
        enter(SmtpStage.DATA);
        OutputStream out = super.data();
        enter(SmtpStage.CONTENT);
        return out;
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        enter(SmtpStage.END);
        super.finishData();
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        int code = super.readServerResponse();
        // While connecting the last reply counts, later the first reply of a stage: the reply to the RSET that Angus
        // sends after a refusal must not replace it.
        if (reply == null || stage == SmtpStage.CONNECT) {
            reply = new SmtpReply(code, String.valueOf(getLastServerResponse()));
        }
        return code;
    }

    private void enter(SmtpStage next) {
        stage = next;
        reply = null;
    }

    private @Nullable SmtpReply refusal() {
        return reply != null && reply.isRefusal() ? reply : null;
    }
}

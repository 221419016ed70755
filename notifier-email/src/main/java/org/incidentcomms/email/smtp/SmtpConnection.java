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
 * One connection to the relay that knows how far it got: Angus' exceptions do not tell a refused recipient from a lost
 * final reply. Used by one thread at a time.
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
     * @throws SmtpException if the server did not say it took the message; {@link SmtpException#isConnectionUsable}
     *     tells whether the next one may be tried here
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

    /** Whether a message has been tried on it before, so that the server may have closed it since. */
    boolean isUsed() {
        return used;
    }

    long idleSince() {
        return idleSince;
    }

    void idleSince(long nanoTime) {
        idleSince = nanoTime;
    }

    /** Says QUIT without waiting for the answer. */
    void quit() {
        try {
            close();
        } catch (MessagingException e) {
            // it is gone either way
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
        // While connecting the last reply counts, later the first of a stage: the RSET that Angus sends after a
        // refusal must not hide it.
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

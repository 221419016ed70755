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
 * Opens a connection, and sends messages on it in four round trips each where the server does not offer PIPELINING.
 * Records how far it got: Angus' exceptions do not distinguish a refused recipient from a lost final reply.
 */
final class AngusDialogue extends SMTPTransport implements SmtpDialogue {
    private final Session session;
    private final SmtpServer server;
    private final StepDeadline deadline;
    private SmtpStage stage = SmtpStage.CONNECT;
    private @Nullable SmtpReply reply;

    AngusDialogue(Session session, SmtpServer server, StepDeadline deadline) {
        super(session, null);
        this.session = session;
        this.server = server;
        this.deadline = deadline;
    }

    /** Greeting, EHLO, STARTTLS and AUTH. */
    void open() throws SmtpException {
        try {
            deadline.within(server.connectTimeout().plus(server.readTimeout()));
            connect(server.host(), server.port(), server.username(), server.password());
            stage = SmtpStage.IDLE;
        } catch (MessagingException | RuntimeException e) {
            throw new SmtpException(stage, refusal(), e);
        }
    }

    @Override
    public void send(OutgoingMail mail) throws SmtpException {
        enter(SmtpStage.IDLE);
        try {
            InternetAddress to = new InternetAddress();
            to.setAddress(mail.to());
            sendMessage(new RenderedMessage(session, mail), new Address[] {to});
        } catch (MessagingException | RuntimeException e) {
            throw new SmtpException(stage, refusal(), e);
        }
    }

    @Override
    public boolean isInStep() {
        return true; // it closes itself if it is not
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
        boolean endsMessage = stage == SmtpStage.END && reply == null;
        deadline.within(endsMessage ? server.dataTimeout() : server.readTimeout());
        int code = super.readServerResponse();
        deadline.within(server.writeTimeout());
        // While connecting the last reply counts, later the first reply of a stage: the reply to the RSET that Angus
        // sends after a refusal must not replace it.
        if (reply == null || stage == SmtpStage.CONNECT) {
            reply = new SmtpReply(code, String.valueOf(getLastServerResponse()));
        }
        return code;
    }

    private void enter(SmtpStage next) {
        deadline.within(server.writeTimeout());
        stage = next;
        reply = null;
    }

    private @Nullable SmtpReply refusal() {
        return reply != null && reply.isRefusal() ? reply : null;
    }
}

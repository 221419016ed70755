package org.incidentcomms.email.smtp;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends a message in two round trips (RFC 2920): MAIL, RCPT and DATA in one write, then the message in another. Where
 * the next recipient is known, their MAIL, RCPT and DATA follow the message in the same write: one round trip each. Used
 * once Angus has completed EHLO, STARTTLS and AUTH.
 */
final class PipelinedDialogue implements SmtpDialogue {
    private static final List<SmtpStage> ENVELOPE = List.of(SmtpStage.MAIL, SmtpStage.RCPT, SmtpStage.DATA);
    private static final byte[] LONE_DOT = {'.', '\r', '\n'};

    private final OutputStream out;
    private final ReplyReader replies;
    private final StepDeadline deadline;
    private final Duration readTimeout;
    private final Duration writeTimeout;
    private final Duration dataTimeout;
    private byte[] buffer = new byte[8192];
    private int length;
    private SmtpStage stage = SmtpStage.IDLE;
    private boolean inStep = true;
    /** A refused transaction is still open; RSET goes out with the next one. */
    private boolean resetFirst;
    /** The recipient whose envelope has been sent with the message before; the replies have not been read. */
    private @Nullable String announced;

    PipelinedDialogue(Socket socket, StepDeadline deadline, SmtpServer server) throws IOException {
        this.out = socket.getOutputStream();
        this.replies = new ReplyReader(socket.getInputStream());
        this.deadline = deadline;
        this.readTimeout = server.readTimeout();
        this.writeTimeout = server.writeTimeout();
        this.dataTimeout = server.dataTimeout();
    }

    @Override
    public void send(OutgoingMail mail) throws SmtpException {
        stage = SmtpStage.MAIL;
        SmtpReply refusal;
        try {
            inStep = false;
            if (announced == null) {
                length = 0;
                putEnvelope(mail.envelopeFrom(), mail.to());
                write();
            } else if (!announced.equals(mail.to())) {
                throw new ProtocolException("the server waits for the message to another recipient");
            }
            announced = null;
            refusal = readEnvelopeReplies();
            if (refusal == null) {
                stage = SmtpStage.END;
                putContent(mail.content());
                if (mail.next() != null && mail.nextEnvelopeFrom() != null) {
                    putEnvelope(mail.nextEnvelopeFrom(), mail.next());
                }
                refusal = writeContent(mail.next());
            }
        } catch (IOException | RuntimeException e) {
            throw new SmtpException(stage, null, e);
        }
        if (refusal != null) {
            throw new SmtpException(stage, refusal, new ProtocolException("refused"));
        }
    }

    @Override
    public boolean isInStep() {
        return inStep;
    }

    @Override
    public @Nullable String announced() {
        return announced;
    }

    private void putEnvelope(String from, String to) {
        put(resetFirst ? "RSET\r\nMAIL FROM:<" : "MAIL FROM:<");
        putAddress(from);
        put(">\r\nRCPT TO:<");
        putAddress(to);
        put(">\r\nDATA\r\n");
    }

    /**
     * Reads the replies to all commands sent, also after a refusal; {@link #stage} becomes that of the first refusal.
     */
    private @Nullable SmtpReply readEnvelopeReplies() throws IOException {
        SmtpReply refusal = null;
        try {
            if (resetFirst) {
                SmtpReply reply = read();
                if (reply.code() == 421) {
                    return reply;
                }
                resetFirst = false;
            }
            for (SmtpStage step : ENVELOPE) {
                stage = refusal == null ? step : stage;
                SmtpReply reply = read();
                if (reply.code() == 421) { // no reply follows
                    return refusal == null ? reply : refusal;
                }
                if (step == SmtpStage.DATA && reply.code() == 354 && refusal != null) {
                    endWithoutRecipients();
                } else if (refusal == null) {
                    refusal = refusal(reply, step == SmtpStage.DATA ? 3 : 2);
                }
            }
            inStep = true;
            resetFirst = refusal != null;
            return refusal;
        } catch (IOException e) {
            if (refusal != null) {
                return refusal;
            }
            // A reset discards replies not yet read: it may have been the recipient at which the server hung up.
            boolean reset = e instanceof SocketException && !deadline.hasPassed();
            stage = reset && stage == SmtpStage.MAIL ? SmtpStage.RCPT : stage;
            throw e;
        }
    }

    /** RFC 2920, 3.1: a server that accepts DATA without a recipient gets an empty message. */
    private void endWithoutRecipients() throws IOException {
        deadline.within(writeTimeout);
        out.write(LONE_DOT);
        SmtpReply unused = read();
    }

    private @Nullable SmtpReply writeContent(@Nullable String next) throws IOException {
        inStep = false;
        try {
            write();
        } catch (IOException e) {
            return refusalBeforeClosing(e);
        }
        SmtpReply reply = read(dataTimeout);
        announced = next;
        SmtpReply refusal = refusal(reply, 2);
        inStep = reply.code() != 421;
        return refusal;
    }

    /** A server may refuse a message and close the connection while the message is still being sent. */
    private SmtpReply refusalBeforeClosing(IOException lost) throws IOException {
        try {
            SmtpReply reply = read();
            if (reply.isRefusal()) {
                return reply;
            }
        } catch (IOException e) {
            lost.addSuppressed(e);
        }
        throw lost;
    }

    private SmtpReply read() throws IOException {
        return read(readTimeout);
    }

    private SmtpReply read(Duration timeout) throws IOException {
        deadline.within(timeout);
        return replies.read();
    }

    /** Null if the reply's first digit is {@code positive}. */
    private static @Nullable SmtpReply refusal(SmtpReply reply, int positive) throws IOException {
        if (reply.isRefusal()) {
            return reply;
        }
        if (reply.code() / 100 != positive) {
            throw new ProtocolException("unexpected reply " + reply.code());
        }
        return null;
    }

    private void write() throws IOException {
        deadline.within(writeTimeout);
        out.write(buffer, 0, length);
    }

    private void put(String ascii) {
        ensureRoom(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            buffer[length++] = (byte) ascii.charAt(i);
        }
    }

    /** The exception does not contain the address. */
    private void putAddress(String address) {
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if (c <= ' ' || c >= 127 || c == '<' || c == '>') {
                throw new IllegalArgumentException("an address has a character that must not be in a command");
            }
        }
        put(address);
    }

    /** The message with a dot added where a line begins with one, ended by CRLF and the final dot (RFC 5321, 4.5.2). */
    private void putContent(byte[] content) {
        length = 0;
        int from = 0;
        for (int dot = lineWithDot(content, 0); dot >= 0; dot = lineWithDot(content, dot + 1)) {
            put(content, from, dot);
            put(".");
            from = dot;
        }
        put(content, from, content.length);
        boolean ended = length == 0 || length > 1 && buffer[length - 2] == '\r' && buffer[length - 1] == '\n';
        put(ended ? ".\r\n" : "\r\n.\r\n");
    }

    /** The index of the next dot at the beginning of a line, or -1. */
    private static int lineWithDot(byte[] content, int from) {
        for (int i = from; i < content.length; i++) {
            if (content[i] == '.' && (i == 0 || content[i - 1] == '\n')) {
                return i;
            }
        }
        return -1;
    }

    private void put(byte[] bytes, int from, int to) {
        ensureRoom(to - from);
        System.arraycopy(bytes, from, buffer, length, to - from);
        length += to - from;
    }

    private void ensureRoom(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(length + more, 2 * buffer.length));
        }
    }
}

package org.incidentcomms.testkit.mail;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.incidentcomms.testkit.mail.SmtpFaults.Fault;
import org.incidentcomms.testkit.mail.SmtpFaults.Stage;
import org.jspecify.annotations.Nullable;

/**
 * One connection through {@link SmtpFaults}: one line from the client, one reply back.
 *
 * <p>DATA is answered here and the message held until it is complete, so that it can still be decided whether the
 * server gets it. Text is ISO 8859-1 throughout, which preserves every byte.
 */
final class FaultySession {

    private static final Pattern PATH = Pattern.compile("<([^>]*)>");
    private static final int LARGEST_LINE = 1 << 20;

    private final SmtpFaults faults;
    private final InputStream fromClient;
    private final OutputStream toClient;
    private final InputStream fromServer;
    private final OutputStream toServer;
    private int recipients;
    private int messages;
    private boolean loggedIn;
    private boolean ended;

    FaultySession(SmtpFaults faults, Socket client, Socket server) throws IOException {
        this.faults = faults;
        this.fromClient = new BufferedInputStream(client.getInputStream());
        this.toClient = new BufferedOutputStream(client.getOutputStream());
        this.fromServer = new BufferedInputStream(server.getInputStream());
        this.toServer = new BufferedOutputStream(server.getOutputStream());
    }

    void run() throws IOException {
        String greeting = replyOfServer();
        if (!goesWrong(Stage.CONNECT, "")) {
            replyToClient(greeting);
        }
        while (!ended) {
            String line = line(fromClient);
            if (line == null) {
                return;
            }
            handle(line);
        }
    }

    private void handle(String line) throws IOException {
        String verb = line.strip().toUpperCase(Locale.ROOT);
        if (verb.startsWith("MAIL")) {
            mail(line);
        } else if (verb.startsWith("RCPT")) {
            if (!goesWrong(Stage.RCPT, address(line))) {
                recipients += pass(line).startsWith("2") ? 1 : 0;
            }
        } else if (verb.equals("DATA")) {
            data(line);
        } else if (verb.startsWith("EHLO")) {
            replyToClient(withExtension(ask(line)));
        } else {
            // a line of an AUTH dialogue is not a verb, but gets a reply too
            loggedIn |= pass(line).startsWith("235");
            ended = verb.equals("QUIT");
        }
    }

    private void mail(String line) throws IOException {
        recipients = 0;
        if (faults.isSpent(messages)) {
            replyToClient("421 4.7.0 too many messages on this connection\r\n");
            ended = true;
        } else if (faults.isLoginRequired() && !loggedIn) {
            replyToClient("530 5.7.0 authentication required\r\n");
        } else if (!goesWrong(Stage.MAIL, address(line))) {
            pass(line);
        }
    }

    private void data(String line) throws IOException {
        if (goesWrong(Stage.DATA, "")) {
            return;
        }
        if (recipients == 0) {
            pass(line);
            return;
        }
        replyToClient("354 end with <CRLF>.<CRLF>\r\n");
        StringBuilder message = new StringBuilder();
        String next;
        do {
            next = line(fromClient);
            if (next == null) {
                ended = true;
                return;
            }
            message.append(next);
        } while (!next.equals(".\r\n"));
        recipients = 0;
        messages++;

        Fault fault = faults.next(Stage.END_OF_DATA, "");
        switch (fault) {
            case null -> replyToClient(taken(line, message));
            case Fault.CutAfterPassing cut -> {
                taken(line, message);
                ended = true;
            }
            case Fault.Cut cut -> ended = true;
            case Fault.Reply reply -> {
                ask("RSET\r\n");
                replyWith(reply);
            }
        }
    }

    private String taken(String command, CharSequence message) throws IOException {
        String ready = ask(command);
        return ready.startsWith("354") ? ask(message) : ready;
    }

    private boolean goesWrong(Stage stage, String address) throws IOException {
        switch (faults.next(stage, address)) {
            case null -> {
                return false;
            }
            case Fault.Reply reply -> replyWith(reply);
            case Fault.Cut cut -> ended = true;
            case Fault.CutAfterPassing cut -> ended = true;
        }
        return true;
    }

    private void replyWith(Fault.Reply fault) throws IOException {
        replyToClient(fault.text() + "\r\n");
        ended = fault.text().startsWith("421");
    }

    private String pass(String line) throws IOException {
        String reply = ask(line);
        replyToClient(reply);
        return reply;
    }

    private String ask(CharSequence text) throws IOException {
        toServer.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
        toServer.flush();
        return replyOfServer();
    }

    private void replyToClient(String reply) throws IOException {
        try {
            Thread.sleep(faults.delay());
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted while delaying a reply");
        }
        toClient.write(reply.getBytes(StandardCharsets.ISO_8859_1));
        toClient.flush();
    }

    /** Adds the extension as the second line, after the server's name. */
    private String withExtension(String reply) {
        int name = reply.indexOf('\n') + 1;
        if (faults.extension().isEmpty() || !reply.startsWith("250-")) {
            return reply;
        }
        return reply.substring(0, name) + "250-" + faults.extension() + "\r\n" + reply.substring(name);
    }

    /** Reads all lines of one reply. */
    private String replyOfServer() throws IOException {
        StringBuilder reply = new StringBuilder();
        String line;
        do {
            line = line(fromServer);
            if (line == null) {
                throw new EOFException("the server closed the connection");
            }
            reply.append(line);
        } while (line.length() > 3 && line.charAt(3) == '-');
        return reply.toString();
    }

    private static String address(String line) {
        var path = PATH.matcher(line);
        return path.find() ? path.group(1) : "";
    }

    /** Reads the next line with its line ending; null at the end of the stream. */
    private static @Nullable String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(80);
        int next;
        do {
            next = in.read();
            if (next < 0) {
                return null;
            }
            line.append((char) next);
            if (line.length() > LARGEST_LINE) {
                throw new IOException("line too long");
            }
        } while (next != '\n');
        return line.toString();
    }
}

package org.incidentcomms.bench.smtp;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Server side of one client's connection (RFC 5321, section 4.1). A message is counted before its 250 is sent. */
final class SmtpDialogue {

    private static final Pattern PATH = Pattern.compile("<([^>]*)>");
    private static final int LONGEST_LINE = 1 << 20;

    private final InputStream in;
    private final OutputStream out;
    private final MailArrivals arrivals;
    private final List<String> recipients = new ArrayList<>();
    private final Pace pace;
    private boolean hasSender;

    SmtpDialogue(InputStream in, OutputStream out, MailArrivals arrivals, Pace pace) {
        this.in = new BufferedInputStream(in, 16 * 1024);
        this.out = new BufferedOutputStream(out, 512);
        this.arrivals = arrivals;
        this.pace = pace;
    }

    void run() throws IOException, InterruptedException {
        reply("220 sink ready");
        boolean goesOn = true;
        while (goesOn) {
            String line = line();
            goesOn = line != null && answer(line);
        }
    }

    /** Returns whether the dialogue continues. */
    private boolean answer(String line) throws IOException, InterruptedException {
        String command = line.strip().toUpperCase(Locale.ROOT);
        String verb = command.split("[ :]", 2)[0];
        switch (verb) {
            case "EHLO" -> {
                reset();
                reply("250-sink", "250 8BITMIME");
            }
            case "HELO" -> {
                reset();
                reply("250 sink");
            }
            case "MAIL" -> {
                reset();
                hasSender = true;
                reply("250 2.1.0 ok");
            }
            case "RCPT" -> recipient(line);
            case "DATA" -> {
                return data();
            }
            case "RSET" -> {
                reset();
                reply("250 2.0.0 ok");
            }
            case "NOOP" -> reply("250 2.0.0 ok");
            case "QUIT" -> {
                reply("221 2.0.0 bye");
                return false;
            }
            default -> reply("502 5.5.1 not known here");
        }
        return true;
    }

    private void recipient(String line) throws IOException {
        Matcher path = PATH.matcher(line);
        if (!hasSender || !path.find()) {
            reply(hasSender ? "501 5.1.3 no address" : "503 5.5.1 MAIL first");
            return;
        }
        recipients.add(path.group(1));
        reply("250 2.1.5 ok");
    }

    private boolean data() throws IOException, InterruptedException {
        if (recipients.isEmpty()) {
            reply("503 5.5.1 RCPT first");
            return true;
        }
        reply("354 end with a dot");
        StringBuilder messageId = new StringBuilder();
        boolean inHeader = true;
        boolean inMessageId = false;
        for (String line = line(); !".".equals(line); line = line()) {
            if (line == null) {
                return false;
            }
            if (inHeader) {
                inHeader = !line.isEmpty();
                boolean folded = line.startsWith(" ") || line.startsWith("\t");
                inMessageId = folded ? inMessageId : line.regionMatches(true, 0, "Message-ID:", 0, 11);
                if (inMessageId && folded) {
                    messageId.append(line);
                } else if (inMessageId) {
                    messageId.replace(0, messageId.length(), line.substring(11));
                }
            }
        }
        Instant now = Instant.now();
        recipients.forEach(
                recipient -> arrivals.add(recipient, messageId.toString().strip(), now));
        reset();
        pace.await();
        reply("250 2.0.0 taken");
        return true;
    }

    private void reset() {
        hasSender = false;
        recipients.clear();
    }

    private void reply(String... lines) throws IOException {
        for (String line : lines) {
            out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        out.flush();
    }

    /** The next line without its line ending; null if the client has closed the connection. */
    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder(80);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            line.append((char) next);
            if (line.length() > LONGEST_LINE) {
                throw new IOException("line too long");
            }
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }
}

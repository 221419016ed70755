package org.incidentcomms.bench.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Server side of one client's connection (RFC 5321, section 4.1). A message is counted before its 250 is sent. */
final class SmtpDialogue {

    private static final Pattern PATH = Pattern.compile("<([^>]*)>");

    private final SmtpInput in;
    private final SmtpReplies replies;
    private final MailArrivals arrivals;
    private final List<String> recipients = new ArrayList<>();
    private final Pace pace;
    private boolean hasSender;

    SmtpDialogue(InputStream in, SmtpReplies replies, MailArrivals arrivals, Pace pace) {
        this.in = new SmtpInput(in, replies::flush);
        this.replies = replies;
        this.arrivals = arrivals;
        this.pace = pace;
    }

    void run() throws IOException, InterruptedException {
        replies.add("220 sink ready");
        boolean goesOn = true;
        while (goesOn) {
            String line = in.line();
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
                replies.add("250-sink", "250-PIPELINING", "250 8BITMIME");
            }
            case "HELO" -> {
                reset();
                replies.add("250 sink");
            }
            case "MAIL" -> {
                reset();
                hasSender = true;
                replies.add("250 2.1.0 ok");
            }
            case "RCPT" -> recipient(line);
            case "DATA" -> {
                return data();
            }
            case "RSET" -> {
                reset();
                replies.add("250 2.0.0 ok");
            }
            case "NOOP" -> replies.add("250 2.0.0 ok");
            case "QUIT" -> {
                replies.add("221 2.0.0 bye");
                return false;
            }
            default -> replies.add("502 5.5.1 not known here");
        }
        return true;
    }

    private void recipient(String line) {
        Matcher path = PATH.matcher(line);
        if (!hasSender || !path.find()) {
            replies.add(hasSender ? "501 5.1.3 no address" : "503 5.5.1 MAIL first");
            return;
        }
        recipients.add(path.group(1));
        replies.add("250 2.1.5 ok");
    }

    private boolean data() throws IOException, InterruptedException {
        if (recipients.isEmpty()) {
            replies.add("503 5.5.1 RCPT first");
            return true;
        }
        replies.add("354 end with a dot");
        StringBuilder messageId = new StringBuilder();
        int bytes = 0;
        boolean inMessageId = false;
        String line = in.line();
        while (line != null && !line.isEmpty() && !line.equals(".")) {
            bytes += line.length() + 2;
            boolean folded = line.startsWith(" ") || line.startsWith("\t");
            inMessageId = folded ? inMessageId : line.regionMatches(true, 0, "Message-ID:", 0, 11);
            if (inMessageId && folded) {
                messageId.append(line);
            } else if (inMessageId) {
                messageId.replace(0, messageId.length(), line.substring(11));
            }
            line = in.line();
        }
        if (line == null) {
            return false;
        }
        if (line.isEmpty()) {
            int body = in.skipToDot();
            if (body < 0) {
                return false;
            }
            bytes += 2 + body;
        }
        arrivals.sized(bytes);
        Instant now = Instant.now();
        recipients.forEach(
                recipient -> arrivals.add(recipient, messageId.toString().strip(), now));
        reset();
        pace.await();
        replies.add("250 2.0.0 taken");
        return true;
    }

    private void reset() {
        hasSender = false;
        recipients.clear();
    }
}

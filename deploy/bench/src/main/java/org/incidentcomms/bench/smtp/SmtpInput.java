package org.incidentcomms.bench.smtp;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** What a client sends, by lines; bodies are skipped without a copy. */
final class SmtpInput {

    private static final int LONGEST_LINE = 1 << 20;

    /** Called before each wait for the client: it may be waiting for the replies to what it has sent. */
    interface BeforeWait {
        void run() throws IOException, InterruptedException;
    }

    private final InputStream in;
    private final BeforeWait beforeWait;
    private final byte[] buffer = new byte[32 * 1024];
    private int from;
    private int to;

    SmtpInput(InputStream in, BeforeWait beforeWait) {
        this.in = in;
        this.beforeWait = beforeWait;
    }

    /** The next line without its line ending; null if the client has closed the connection. */
    @Nullable String line() throws IOException, InterruptedException {
        StringBuilder line = new StringBuilder(80);
        for (int next = next(); next != '\n'; next = next()) {
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

    /**
     * Skips the lines up to the one that is only a dot, and that one (RFC 5321, section 4.1.1.4).
     *
     * @return bytes before that line; -1 if the client has closed the connection
     */
    int skipToDot() throws IOException, InterruptedException {
        int bytes = 0;
        int lineLength = 0;
        boolean isDot = false;
        for (int next = next(); next >= 0; next = next()) {
            lineLength++;
            if (next == '\n') {
                if (isDot && lineLength > 1) {
                    return bytes;
                }
                bytes += lineLength;
                lineLength = 0;
            } else {
                isDot = lineLength == 1 ? next == '.' : isDot && lineLength == 2 && next == '\r';
            }
        }
        return -1;
    }

    private int next() throws IOException, InterruptedException {
        if (from == to) {
            beforeWait.run();
            to = Math.max(0, in.read(buffer));
            from = 0;
            if (to == 0) {
                return -1;
            }
        }
        return buffer[from++] & 0xff;
    }
}

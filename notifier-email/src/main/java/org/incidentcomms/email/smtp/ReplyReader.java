package org.incidentcomms.email.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;

/** Reads SMTP replies (RFC 5321, 4.2), of one or several lines, at most 8 KiB each. Not thread-safe. */
final class ReplyReader {
    private static final int LONGEST_REPLY = 8192;

    private final InputStream in;
    private final byte[] buffer = new byte[LONGEST_REPLY];
    private int start;
    private int end;

    ReplyReader(InputStream in) {
        this.in = in;
    }

    /**
     * Reads the next reply. Only a refusal's text is kept.
     *
     * @throws EOFException if the server closed the connection instead
     * @throws ProtocolException if it is no reply or too long
     */
    SmtpReply read() throws IOException {
        int line = 0; // from start
        while (true) {
            int length = lineLength(line);
            int first = start + line;
            int code = code(first, length);
            line += length;
            if (length < 4 || buffer[first + 3] != '-') {
                SmtpReply reply = new SmtpReply(code, code < 400 ? "" : text(line));
                start += line;
                return reply;
            }
        }
    }

    /** The length of the line that begins {@code from} bytes after the start, with its line feed. */
    private int lineLength(int from) throws IOException {
        for (int length = 0; ; length++) {
            if (start + from + length == end) {
                fill();
            }
            if (buffer[start + from + length] == '\n') {
                return length + 1;
            }
        }
    }

    private void fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            throw new ProtocolException("the server's reply is longer than " + LONGEST_REPLY + " bytes");
        }
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            throw new EOFException("the server closed the connection");
        }
        end += read;
    }

    private int code(int first, int length) throws ProtocolException {
        int code = 0;
        for (int i = 0; i < 3; i++) {
            int digit = i < length ? buffer[first + i] - '0' : -1;
            if (digit < 0 || digit > 9) {
                throw new ProtocolException("the server's reply does not begin with three digits");
            }
            code = code * 10 + digit;
        }
        return code;
    }

    private String text(int length) {
        return new String(buffer, start, length, StandardCharsets.ISO_8859_1);
    }
}

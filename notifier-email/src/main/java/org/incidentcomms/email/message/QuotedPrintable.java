package org.incidentcomms.email.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Quoted-printable (RFC 2045) of UTF-8 text, written piece by piece so that a recipient's own value can later be
 * inserted between two pieces.
 *
 * <p>In addition to what RFC 2045 requires, it encodes a dot or "From " at the beginning of a line: then no dot is
 * doubled in transit and no mailbox format rewrites the line, either of which would break a DKIM signature.
 */
final class QuotedPrintable {
    private static final int LONGEST_LINE = 76;
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private final ByteArrayOutputStream out;
    private int column;

    QuotedPrintable(ByteArrayOutputStream out) {
        this.out = out;
    }

    /** Appends text; any line ending becomes CRLF. */
    void write(String text) {
        byte[] bytes = text.replace("\r\n", "\n").replace('\r', '\n').getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b == '\n') {
                newLine();
                continue;
            }
            room(1);
            if (isLiteral(bytes, i)) {
                out.write(b);
                column++;
            } else {
                room(isContinuation(b) ? 3 : 3 * sequenceLength(b));
                out.write('=');
                out.write(HEX[(b >> 4) & 0xf]);
                out.write(HEX[b & 0xf]);
                column += 3;
            }
        }
    }

    /** Moves to the beginning of an encoded line without adding anything to the decoded text. */
    void softBreak() {
        out.write('=');
        newLine();
    }

    private boolean isLiteral(byte[] bytes, int i) {
        byte b = bytes[i];
        if (b == '.' || b == 'F') {
            return column != 0 || b == 'F' && !isFrom(bytes, i);
        }
        if (b == ' ' || b == '\t') {
            return i + 1 < bytes.length && bytes[i + 1] != '\n';
        }
        return b > 32 && b < 127 && b != '=';
    }

    private static boolean isFrom(byte[] bytes, int i) {
        return i + 4 < bytes.length
                && bytes[i + 1] == 'r'
                && bytes[i + 2] == 'o'
                && bytes[i + 3] == 'm'
                && bytes[i + 4] == ' ';
    }

    /** Leaves room for the "=" of a soft line break; keeps the bytes of one character on one line. */
    private void room(int width) {
        if (column + width > LONGEST_LINE - 1) {
            softBreak();
        }
    }

    private void newLine() {
        out.write('\r');
        out.write('\n');
        column = 0;
    }

    private static boolean isContinuation(byte b) {
        return (b & 0xc0) == 0x80;
    }

    private static int sequenceLength(byte first) {
        int b = first & 0xff;
        return b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : b >= 0xc0 ? 2 : 1;
    }
}

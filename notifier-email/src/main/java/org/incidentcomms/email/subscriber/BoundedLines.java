package org.incidentcomms.email.subscriber;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of a UTF-8 text, each of bounded length. A byte order mark is left out. */
final class BoundedLines {
    private static final int LONGEST = 20_000;

    private final BufferedReader in;
    private long number;

    BoundedLines(InputStream in) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** The number of the line read last, from 1. */
    long number() {
        return number;
    }

    /** The next line without its end, or null at the end; a longer line is cut. */
    @Nullable String next() throws IOException {
        StringBuilder line = new StringBuilder();
        int c = in.read();
        if (c < 0) {
            return null;
        }
        number++;
        for (; c >= 0 && c != '\n'; c = in.read()) {
            if (line.length() < LONGEST && !(number == 1 && line.isEmpty() && c == '\ufeff')) {
                line.append((char) c);
            }
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }

    static boolean isCut(String line) {
        return line.length() >= LONGEST;
    }
}

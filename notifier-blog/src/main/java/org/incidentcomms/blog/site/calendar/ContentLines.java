package org.incidentcomms.blog.site.calendar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Content lines of an iCalendar file: UTF-8, CR LF, folded after 75 octets without splitting a character (RFC 5545,
 * 3.1).
 */
final class ContentLines {
    private static final int LONGEST = 75;
    private static final byte[] END = {'\r', '\n'};

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Appends a line whose value needs no escaping. */
    ContentLines line(String name, String value) {
        String line = name + ":" + value;
        int octets = 0;
        for (int index = 0; index < line.length(); ) {
            int character = line.codePointAt(index);
            byte[] encoded = Character.toString(character).getBytes(StandardCharsets.UTF_8);
            if (octets + encoded.length > LONGEST) {
                bytes.writeBytes(END);
                bytes.write(' ');
                octets = 1;
            }
            bytes.writeBytes(encoded);
            octets += encoded.length;
            index += Character.charCount(character);
        }
        bytes.writeBytes(END);
        return this;
    }

    /** Appends a line whose value is of type TEXT (RFC 5545, 3.3.11); control characters are dropped. */
    ContentLines text(String name, String value) {
        String escaped = value.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replaceAll("\\r\\n?|\\n", "\\\\n")
                .replaceAll("\\p{Cntrl}", "");
        return line(name, escaped);
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}

package org.incidentcomms.email.message;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Free text as a header value: no control characters; RFC 2047 encoded words where it is not plain ASCII. */
final class HeaderText {
    /** 75 characters per encoded word, minus {@code =?UTF-8?B?} and {@code ?=}, in whole base64 groups: 45 bytes. */
    private static final int BYTES_PER_WORD = 45;

    private static final int LONGEST_LINE = 76;

    private HeaderText() {}

    /** One line of readable text: control characters and line breaks, including Unicode's, become single spaces. */
    static String clean(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\u200d]]+", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /**
     * The value of a header named {@code name}, folded with CRLF and a space.
     *
     * @param text any text
     */
    static String encode(String name, String text) {
        String clean = clean(text);
        boolean ascii = clean.chars().allMatch(c -> c >= 32 && c < 127) && !clean.contains("=?");
        return ascii ? fold(name.length() + 2, clean) : words(clean);
    }

    private static String fold(int column, String text) {
        StringBuilder folded = new StringBuilder();
        int at = column;
        for (String word : text.split(" ", -1)) {
            if (!folded.isEmpty()) {
                boolean fits = at + 1 + word.length() <= LONGEST_LINE;
                folded.append(fits ? " " : "\r\n ");
                at = fits ? at + 1 : 1;
            }
            folded.append(word);
            at += word.length();
        }
        // A word longer than the line limit (998) cannot be folded, so it is encoded.
        return text.length() > 900 && folded.indexOf("\r\n") < 0 ? words(text) : folded.toString();
    }

    private static String words(String text) {
        StringBuilder encoded = new StringBuilder();
        StringBuilder word = new StringBuilder();
        int bytes = 0;
        // The first word shares its line with the header name.
        int room = BYTES_PER_WORD - 9;
        for (int i = 0; i < text.length(); ) {
            String character = Character.toString(text.codePointAt(i));
            int size = character.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + size > room) {
                append(encoded, word);
                bytes = 0;
                room = BYTES_PER_WORD;
            }
            word.append(character);
            bytes += size;
            i += character.length();
        }
        append(encoded, word);
        return encoded.toString();
    }

    private static void append(StringBuilder encoded, StringBuilder word) {
        if (word.isEmpty()) {
            return;
        }
        if (!encoded.isEmpty()) {
            encoded.append("\r\n ");
        }
        encoded.append("=?UTF-8?B?")
                .append(Base64.getEncoder().encodeToString(word.toString().getBytes(StandardCharsets.UTF_8)))
                .append("?=");
        word.setLength(0);
    }
}

package org.incidentcomms.email.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message encoded once, with placeholders for what differs between recipients: encoding costs far more than copying.
 *
 * <p>Filling a placeholder never re-encodes anything, so values are restricted to characters that stand for themselves
 * both in a header and in quoted-printable: see {@link #fill}.
 */
public final class MimeTemplate {

    /** The values that differ between recipients. */
    enum Gap {
        ADDRESS,
        RECIPIENT_KEY,
        /** The last path segment of the recipient's unsubscribe link. */
        UNSUBSCRIBE_TOKEN,
        /** That of the link to manage the subscription; in a mail about the subscription, of its only link. */
        MANAGE_TOKEN
    }

    private final List<byte[]> pieces;
    private final List<Gap> gaps;
    private final int fixedLength;
    private final DkimSigner signer;

    private MimeTemplate(List<byte[]> pieces, List<Gap> gaps, DkimSigner signer) {
        this.pieces = List.copyOf(pieces);
        this.gaps = List.copyOf(gaps);
        this.signer = signer;
        this.fixedLength = pieces.stream().mapToInt(piece -> piece.length).sum();
    }

    /** Without the values, in bytes. */
    int length() {
        return fixedLength;
    }

    /**
     * The message for one recipient, signed if DKIM is configured.
     *
     * @param address validated, ASCII
     * @param recipientKey letters, digits, {@code -} and {@code _}
     * @param unsubscribeToken as {@code recipientKey}, plus {@code .}; at most 75 characters
     * @param manageToken likewise
     */
    public byte[] fill(String address, String recipientKey, String unsubscribeToken, String manageToken) {
        requireSafe(address, false);
        requireSafe(recipientKey, true);
        requireSafe(unsubscribeToken, true);
        requireSafe(manageToken, true);
        byte[][] values = new byte[Gap.values().length][];
        values[Gap.ADDRESS.ordinal()] = ascii(address);
        values[Gap.RECIPIENT_KEY.ordinal()] = ascii(recipientKey);
        values[Gap.UNSUBSCRIBE_TOKEN.ordinal()] = ascii(unsubscribeToken);
        values[Gap.MANAGE_TOKEN.ordinal()] = ascii(manageToken);
        int length = fixedLength;
        for (Gap gap : gaps) {
            length += values[gap.ordinal()].length;
        }
        byte[] message = new byte[length];
        int at = copy(pieces.get(0), message, 0);
        for (int i = 0; i < gaps.size(); i++) {
            at = copy(values[gaps.get(i).ordinal()], message, at);
            at = copy(pieces.get(i + 1), message, at);
        }
        return signer.sign(message);
    }

    private static int copy(byte[] from, byte[] to, int at) {
        System.arraycopy(from, 0, to, at, from.length);
        return at + from.length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Last defence against header injection; the exception does not contain the value. */
    private static void requireSafe(String value, boolean token) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean word =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-_.".indexOf(c) >= 0;
            boolean fine = token ? word : c > 32 && c < 127 && "<>,;:\"()[]\\".indexOf(c) < 0;
            if (!fine) {
                throw new IllegalArgumentException("a recipient's value holds a character that must not be in a mail");
            }
        }
        if (value.isEmpty() || token && value.length() > 75) {
            throw new IllegalArgumentException("a recipient's value is empty or too long");
        }
    }

    /** Collects the pieces of a template in sending order. */
    static final class Writer {
        private final List<byte[]> pieces = new ArrayList<>();
        private final List<Gap> gaps = new ArrayList<>();
        private final ByteArrayOutputStream current = new ByteArrayOutputStream(8192);

        /** ASCII, copied unchanged; the caller ends lines with CRLF. */
        Writer raw(String ascii) {
            current.writeBytes(ascii(ascii));
            return this;
        }

        Writer gap(Gap gap) {
            pieces.add(current.toByteArray());
            current.reset();
            gaps.add(gap);
            return this;
        }

        /**
         * Text in quoted-printable; each placeholder in it gets an encoded line of its own, so that the length of the
         * value does not matter.
         *
         * @param placeholders each with what it stands for; letters and digits only
         */
        Writer quotedPrintable(String text, Map<String, Gap> placeholders) {
            QuotedPrintable encoder = new QuotedPrintable(current);
            Matcher found =
                    Pattern.compile(String.join("|", placeholders.keySet())).matcher(text);
            int from = 0;
            while (!placeholders.isEmpty() && found.find()) {
                encoder.write(text.substring(from, found.start()));
                encoder.softBreak();
                gap(Objects.requireNonNull(placeholders.get(found.group())));
                encoder.softBreak();
                from = found.end();
            }
            encoder.write(text.substring(from));
            return this;
        }

        MimeTemplate done(DkimSigner signer) {
            pieces.add(current.toByteArray());
            return new MimeTemplate(pieces, gaps, signer);
        }
    }
}

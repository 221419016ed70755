package org.incidentcomms.email.smtp;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One complete message for one recipient.
 *
 * @param envelopeFrom where bounces go
 * @param to the recipient, ASCII
 * @param next who will probably be sent the next message, if that is known: a pipelining relay is told ahead
 * @param nextEnvelopeFrom where their bounces go; null if and only if {@code next} is
 * @param urgent whether it goes before all that are not while connections are scarce
 * @param content the whole message including headers, lines ended by CRLF, ASCII
 */
@SuppressWarnings("ArrayRecordComponent") // written once to a socket, never compared
public record OutgoingMail(
        String envelopeFrom,
        String to,
        @Nullable String next,
        @Nullable String nextEnvelopeFrom,
        boolean urgent,
        byte[] content) {

    /** All bounces go to one address. */
    public OutgoingMail(String envelopeFrom, String to, @Nullable String next, byte[] content) {
        this(envelopeFrom, to, next, next == null ? null : envelopeFrom, false, content);
    }

    public OutgoingMail(String envelopeFrom, String to, byte[] content) {
        this(envelopeFrom, to, null, content);
    }

    OutgoingMail withoutNext() {
        return next == null ? this : new OutgoingMail(envelopeFrom, to, null, null, urgent, content);
    }

    /** The recipient's domain in lower case. */
    String domain() {
        return domain(to);
    }

    static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    /** Contains no personal data, because it may be logged. */
    @Override
    public String toString() {
        return "OutgoingMail[" + content.length + " bytes]";
    }
}

package org.incidentcomms.email.smtp;

import java.util.Locale;

/**
 * One complete message for one recipient.
 *
 * @param envelopeFrom where bounces go
 * @param to the recipient, ASCII
 * @param content the whole message including headers, lines ended by CRLF, ASCII
 */
@SuppressWarnings("ArrayRecordComponent") // written once to a socket, never compared
public record OutgoingMail(String envelopeFrom, String to, byte[] content) {
    /** The recipient's domain in lower case. */
    String domain() {
        return to.substring(to.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    /** Contains no personal data, because it may be logged. */
    @Override
    public String toString() {
        return "OutgoingMail[" + content.length + " bytes]";
    }
}

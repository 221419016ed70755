package org.incidentcomms.email.smtp;

/**
 * One finished message for one person.
 *
 * @param envelopeFrom where bounces go
 * @param to the one recipient, ASCII
 * @param content the whole message, headers and all, lines ended by CRLF, ASCII
 */
@SuppressWarnings("ArrayRecordComponent") // written once to a socket, never compared
public record OutgoingMail(String envelopeFrom, String to, byte[] content) {
    /** Says nothing of the person, for it may end up in a log. */
    @Override
    public String toString() {
        return "OutgoingMail[" + content.length + " bytes]";
    }
}

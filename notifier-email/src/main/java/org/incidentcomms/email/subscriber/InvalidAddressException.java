package org.incidentcomms.email.subscriber;

/** What was typed is no address we can send to; the message completes "email …" and does not repeat what was typed. */
final class InvalidAddressException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidAddressException(String message) {
        super(message);
    }
}

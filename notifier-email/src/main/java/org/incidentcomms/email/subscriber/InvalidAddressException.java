package org.incidentcomms.email.subscriber;

/** Not an address we can send to; the message completes "email …" and does not repeat the input. */
final class InvalidAddressException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidAddressException(String message) {
        super(message);
    }
}

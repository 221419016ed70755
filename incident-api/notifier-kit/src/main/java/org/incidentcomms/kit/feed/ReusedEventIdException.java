package org.incidentcomms.kit.feed;

/**
 * Two different events came under one id: the API's database lost committed transactions, as after a failover to a
 * replica that was behind, and used the id again. Nobody can tell which of the two people should have heard.
 */
public final class ReusedEventIdException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReusedEventIdException(String eventId) {
        super("event id already used by another event: " + eventId);
    }
}

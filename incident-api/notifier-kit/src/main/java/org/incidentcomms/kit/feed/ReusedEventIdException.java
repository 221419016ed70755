package org.incidentcomms.kit.feed;

/**
 * Two different events have the same id: the API's database lost committed transactions, for example after a failover
 * to a lagging replica, and used the id again. It is impossible to tell which of the two should have been announced.
 */
public final class ReusedEventIdException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReusedEventIdException(String eventId) {
        super("event id already used by another event: " + eventId);
    }
}

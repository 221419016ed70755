package org.incidentcomms.events;

/** The two topics, which incident-api creates. */
public final class Topics {
    /** One partition, compacted: a total order of all events, of which the newest of each key is kept for ever. */
    public static final String STATUS_EVENTS = "status-events";
    /** Delivery reports for each event and destination; kept for 14 days. */
    public static final String DELIVERY_REPORTS = "delivery-reports";
    /** Maximum record size of both topics, in bytes. */
    public static final int MAX_MESSAGE_BYTES = 8 * 1024 * 1024;
    /** Maximum event value incident-api accepts, in bytes. */
    public static final int MAX_EVENT_BYTES = 6 * 1024 * 1024;

    private Topics() {}
}

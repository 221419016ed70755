package org.incidentcomms.events;

import java.util.Map;

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

    private static final long DAY_MILLIS = 86_400_000;

    /** Topic settings of {@link #STATUS_EVENTS}, as Kafka names them. */
    public static final Map<String, String> STATUS_EVENTS_SETTINGS = Map.of(
            "cleanup.policy", "compact",
            "min.compaction.lag.ms", Long.toString(30 * DAY_MILLIS),
            "max.compaction.lag.ms", Long.toString(60 * DAY_MILLIS),
            "max.message.bytes", Integer.toString(MAX_MESSAGE_BYTES));

    private Topics() {}
}

package org.incidentcomms.service.log;

import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Adds the fields {@code incident} and {@code event} to every log line of the thread until it is closed, also to lines
 * of libraries. Only ids, never texts or addresses.
 */
public final class EventLogContext implements AutoCloseable {
    private static final String INCIDENT = "incident";
    private static final String EVENT = "event";

    private final @Nullable Object incidentBefore = MDC.get(INCIDENT);
    private final @Nullable Object eventBefore = MDC.get(EVENT);

    /** {@code incident} is the event's subject; null leaves a field out. */
    public EventLogContext(@Nullable String incident, @Nullable String event) {
        put(INCIDENT, incident);
        put(EVENT, event);
    }

    private static void put(String field, @Nullable Object value) {
        if (value == null) {
            MDC.remove(field);
        } else {
            MDC.put(field, value);
        }
    }

    @Override
    public void close() {
        put(INCIDENT, incidentBefore);
        put(EVENT, eventBefore);
    }
}

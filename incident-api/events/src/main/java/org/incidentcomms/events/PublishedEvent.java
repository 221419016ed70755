package org.incidentcomms.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event with its CloudEvents attributes.
 *
 * @param id {@code ce_id}: {@code <aggregate id>-<version>}, the same for every redelivery
 * @param time {@code ce_time}: when the API accepted it
 * @param traceparent W3C trace context of the request, or null
 */
public record PublishedEvent(
        String id, Instant time, @Nullable String traceparent, StatusEvent data) {

    public static PublishedEvent of(StatusEvent data, Instant time, @Nullable String traceparent) {
        return new PublishedEvent(idOf(data.aggregateId(), data.aggregateVersion()), time, traceparent, data);
    }

    public static String idOf(String aggregateId, long version) {
        return aggregateId + "-" + version;
    }

    public EventType type() {
        return EventType.of(data);
    }

    /** The aggregate's id: CloudEvents {@code subject} and Kafka key. */
    public String subject() {
        return data.aggregateId();
    }
}

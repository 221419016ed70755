package org.incidentcomms.kit.feed;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.incidentcomms.kit.log.EventHeaders;
import org.jspecify.annotations.Nullable;

/**
 * One record of the log.
 *
 * @param incoming its event, or null if it is not an event
 * @param fault why it is not an event
 */
record LogRecord(
        ConsumerRecord<String, byte[]> record,
        @Nullable Incoming incoming,
        @Nullable String fault) {

    /** Records with the same key concern the same incident or component. */
    String key() {
        return String.valueOf(record.key());
    }

    boolean isUrgent() {
        return incoming != null && incoming.isUrgent();
    }

    Map<String, String> headers() {
        return EventHeaders.of(record.headers());
    }
}

package org.incidentcomms.api.outbox;

import java.util.Map;

/** An event waiting to be published; equal only to itself. */
@SuppressWarnings("ArrayRecordComponent")
record OutboxRow(long seq, String key, Map<String, String> headers, byte[] value) {
    String eventId() {
        return headers.getOrDefault("ce_id", "");
    }
}

package org.incidentcomms.api.outbox;

import java.util.Map;

/**
 * An event as it stands in the outbox: what Kafka will get.
 *
 * @param headers CloudEvents attributes, named as in Kafka ({@code ce_id} …)
 */
@SuppressWarnings("ArrayRecordComponent")
public record Appended(Map<String, String> headers, byte[] value) {
    public Appended {
        headers = Map.copyOf(headers);
    }

    public String type() {
        return headers.getOrDefault("ce_type", "");
    }
}

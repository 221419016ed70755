package org.incidentcomms.kit.feed;

import java.time.Instant;
import java.util.Map;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.kit.channel.Audience;
import org.incidentcomms.kit.ledger.Lane;
import org.jspecify.annotations.Nullable;

/**
 * A decoded event and its audiences: everything determined before the transaction that takes it in.
 *
 * @param event null if its type is unknown here
 * @param audiences by destination; empty if there are no recipients
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Incoming(
        Map<String, String> headers,
        byte[] value,
        Instant acceptedAt,
        @Nullable PublishedEvent event,
        Map<String, Audience> audiences) {

    Incoming(Map<String, String> headers, byte[] value, Instant acceptedAt, @Nullable PublishedEvent event) {
        this(headers, value, acceptedAt, event, Map.of());
    }

    Incoming reaching(Map<String, Audience> whom) {
        return new Incoming(headers, value, acceptedAt, event, whom);
    }

    public String id() {
        return String.valueOf(headers.get(EventCodec.ID));
    }

    /** Whether it belongs to an urgent incident, for which others wait. */
    boolean isUrgent() {
        return event != null && event.data() instanceof IncidentEvent of && Lane.of(of.incident()) == Lane.URGENT;
    }
}

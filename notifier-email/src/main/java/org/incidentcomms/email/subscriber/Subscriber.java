package org.incidentcomms.email.subscriber;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One address on the update list.
 *
 * @param id never reused
 * @param address as typed, its domain in ASCII
 * @param recipientKey random, 128 bits; identifies this subscriber in links and Message-IDs
 * @param components ids of the components followed; empty for all
 * @param confirmedAt null until the address is confirmed; an unconfirmed subscriber gets no mail
 */
public record Subscriber(
        long id,
        String address,
        String recipientKey,
        List<String> components,
        @Nullable Instant confirmedAt,
        @Nullable String note,
        Instant createdAt) {
    public Subscriber {
        components = List.copyOf(components);
    }

    /** Only the id, because this may be logged. */
    @Override
    public String toString() {
        return "Subscriber[" + id + "]";
    }
}

package org.incidentcomms.email.subscriber;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One address on the update list.
 *
 * @param id never given to another
 * @param address as typed, its domain in ASCII
 * @param recipientKey random, 128 bits; names this subscriber in links and Message-IDs
 * @param components ids of those to hear about; empty for all
 * @param confirmedAt null until it is known that the address wants this; then told nothing
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

    /** Only the id: this may end up in a log. */
    @Override
    public String toString() {
        return "Subscriber[" + id + "]";
    }
}

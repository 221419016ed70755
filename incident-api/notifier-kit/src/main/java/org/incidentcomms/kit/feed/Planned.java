package org.incidentcomms.kit.feed;

import java.util.List;
import org.incidentcomms.events.PublishedEvent;

/**
 * A transaction that may have made work was committed.
 *
 * @param urgent whether some of it may be urgent
 * @param events those it planned, as far as they are at hand
 */
public record Planned(boolean urgent, List<PublishedEvent> events) {
    /** Any work, but none that is urgent. */
    public static final Planned SOMETHING = new Planned(false, List.of());

    public Planned {
        events = List.copyOf(events);
    }
}

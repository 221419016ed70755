package org.incidentcomms.kit.channel;

import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.jspecify.annotations.Nullable;

/**
 * The delivery of one event to one recipient.
 *
 * @param attempt 1 for the first; a channel-wide outage does not count
 * @param next the recipient who will probably follow on this thread, so that the channel may prepare for them; nothing
 *     may be sent to them yet
 * @param urgent whether it is of a major or critical incident, and must not wait for others
 */
public record Delivery<R extends Recipient>(
        PublishedEvent event,
        R recipient,
        int attempt,
        @Nullable R next,
        boolean urgent) {

    public Delivery(PublishedEvent event, R recipient, int attempt) {
        this(event, recipient, attempt, null, false);
    }

    /** The announced content; only announcements are delivered. */
    public Announcement announcement() {
        return (Announcement) event.data();
    }
}

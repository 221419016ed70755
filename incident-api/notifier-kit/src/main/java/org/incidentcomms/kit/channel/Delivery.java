package org.incidentcomms.kit.channel;

import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;

/**
 * The delivery of one event to one recipient.
 *
 * @param attempt 1 for the first; a channel-wide outage does not count
 */
public record Delivery<R extends Recipient>(PublishedEvent event, R recipient, int attempt) {

    /** The announced content; only announcements are delivered. */
    public Announcement announcement() {
        return (Announcement) event.data();
    }
}

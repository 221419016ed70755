package org.incidentcomms.kit.channel;

import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;

/**
 * One event on its way to one recipient.
 *
 * @param attempt 1 for the first; a channel-wide outage costs none
 */
public record Delivery<R extends Recipient>(PublishedEvent event, R recipient, int attempt) {

    /** What is being told; only announcements are delivered. */
    public Announcement announcement() {
        return (Announcement) event.data();
    }
}

package org.incidentcomms.twitter.post;

import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.twitter.post.PostComposer.ThreadPosition;
import org.jspecify.annotations.Nullable;

/**
 * A post about to be sent.
 *
 * @param place its place in the thread, for which it was composed
 * @param attempts how often X was called for this event before
 */
record PendingPost(
        PublishedEvent event, String text, @Nullable String replyTo, ThreadPosition place, int attempts) {

    String eventId() {
        return event.id();
    }

    Announcement said() {
        return (Announcement) event.data();
    }

    PendingPost attempted() {
        return new PendingPost(event, text, replyTo, place, attempts + 1);
    }
}

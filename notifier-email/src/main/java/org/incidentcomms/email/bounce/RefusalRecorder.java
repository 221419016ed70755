package org.incidentcomms.email.bounce;

import org.incidentcomms.events.PublishedEvent;

/** Notes refusals while sending, which are judged and counted like bounces. */
public interface RefusalRecorder {
    /**
     * The relay refused a mail and seems to say that the recipient does not exist; noted again it changes nothing.
     *
     * @param event whose mail it was
     * @param detail the server's reply, without addresses
     */
    void refused(long subscriberId, PublishedEvent event, String detail);
}

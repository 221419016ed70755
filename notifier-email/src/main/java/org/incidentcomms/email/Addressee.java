package org.incidentcomms.email;

import org.incidentcomms.email.subscriber.Subscriber;
import org.incidentcomms.kit.channel.Recipient;

/**
 * A subscriber to be mailed, as the list had it.
 *
 * @param readAt when the list was read, as {@link System#nanoTime}: before the query, so no reading is taken for younger
 *     than it is
 */
record Addressee(Subscriber subscriber, long readAt) implements Recipient {
    @Override
    public long id() {
        return subscriber.id();
    }
}

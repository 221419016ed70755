package org.incidentcomms.email;

import org.incidentcomms.email.subscriber.Subscriber;
import org.incidentcomms.kit.channel.Recipient;

/**
 * A subscriber to mail, as read from the list.
 *
 * @param readAt when the list was read, as {@link System#nanoTime}: taken before the query, so a reading never looks
 *     younger than it is
 */
record Addressee(Subscriber subscriber, long readAt) implements Recipient {
    @Override
    public long id() {
        return subscriber.id();
    }
}

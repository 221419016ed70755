package org.incidentcomms.email.subscriber;

import java.time.Instant;

/**
 * A mail about a subscription itself that is due.
 *
 * @param address the recipient, validated, ASCII
 * @param messageKey random, the same for every attempt to send this mail
 * @param token the last path segment of the link in it
 * @param requestedAt when somebody asked for it
 * @param attempts including the one that is due
 */
public record SubscriptionMail(
        long id, Kind kind, String address, String messageKey, String token, Instant requestedAt, int attempts) {

    /** What the link in the mail does. */
    public enum Kind {
        CONFIRM,
        MANAGE
    }

    /** Only the id, because this may be logged. */
    @Override
    public String toString() {
        return "SubscriptionMail[" + id + "]";
    }
}

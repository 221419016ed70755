package org.incidentcomms.email.subscriber;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail about a subscription itself that is due.
 *
 * @param address the recipient, validated, ASCII
 * @param messageKey random, the same for every attempt to send this mail
 * @param token the last path segment of the link in it
 * @param recipientKey the subscriber's; null for an address that is not on the list
 * @param requestedAt when somebody asked for it, or when what it tells happened
 * @param note the operator's words about the subscriber, in a mail to welcome; null otherwise
 * @param language IETF tag; null for the company's
 * @param timeZone IANA name; null for the company's
 * @param attempts including the one that is due
 * @param leasedUntil names the claim: its result is recorded only until the mail is claimed again
 */
public record SubscriptionMail(
        long id,
        Kind kind,
        String address,
        String messageKey,
        String token,
        @Nullable String recipientKey,
        Instant requestedAt,
        @Nullable String note,
        @Nullable String language,
        @Nullable String timeZone,
        int attempts,
        Instant leasedUntil) {

    /** Why the mail is sent. */
    public enum Kind {
        /** Somebody asked to subscribe. */
        CONFIRM,
        /** Somebody asked to subscribe an address that is on the list. */
        MANAGE,
        /** An operator added the address. */
        WELCOME,
        /** The subscriber paused. */
        PAUSED,
        /** Mail to the address fails. */
        QUARANTINED
    }

    /** Only the id, because this may be logged. */
    @Override
    public String toString() {
        return "SubscriptionMail[" + id + "]";
    }
}

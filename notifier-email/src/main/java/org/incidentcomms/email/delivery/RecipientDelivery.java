package org.incidentcomms.email.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event for one subscriber.
 *
 * @param updateId the update or post-mortem it announced
 * @param reason why it failed, was skipped, waits or was not told: a label of the metrics, or one of {@link Reason}
 * @param attempts failed ones so far, of one that is pending
 * @param at when it failed or was skipped; a delivered one is a single bit of the ledger, without a time
 * @param nextAttemptAt of one that is pending
 * @param bounced the newest report that the mail came back, beside its state
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecipientDelivery(
        String eventId,
        String incidentId,
        @Nullable String updateId,
        long subscriberId,
        State state,
        @Nullable String reason,
        @Nullable Integer attempts,
        @Nullable Instant at,
        @Nullable Instant nextAttemptAt,
        @Nullable Bounced bounced) {

    /**
     * A mail that came back.
     *
     * @param kind {@code hard}, {@code soft} or {@code policy}
     * @param status of RFC 3463, such as 5.1.1; null if the report has none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Bounced(Instant at, String kind, @Nullable String status) {}

    /** The state of one delivery. */
    public enum State {
        /** Taken by the server; a bounce may follow. */
        DELIVERED,
        FAILED,
        SKIPPED,
        /** Waits for another attempt, or for its first. */
        PENDING,
        /** The subscriber was not among the recipients. */
        NOT_TOLD,
        /** Too long ago: outcomes are kept for 90 days. */
        UNKNOWN;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why a subscriber was not told, judged by the subscriber's state and choices as they are now. */
    enum Reason {
        /** No longer on the list. */
        LEFT,
        NOT_CONFIRMED,
        CONFIRMED_LATER,
        PAUSED,
        QUARANTINED,
        /** Its components, kinds of event or groups do not match, or it follows single incidents only. */
        NOT_CHOSEN;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

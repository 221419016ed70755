package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A cumulative snapshot of the deliveries of one event on one destination. Only the highest {@code revision} of an
 * (event, destination) counts; earlier or repeated ones are ignored.
 *
 * @param destination {@code email}, {@code x}, {@code site}, {@code wordpress} or {@code git}
 * @param updateId the update announced, or null for an event that announces none
 * @param total number of recipients: those of the list for mail, 1 elsewhere
 * @param pending not yet delivered, failed, skipped or stopped
 * @param url the tweet, page or post, if there is one
 * @param reason why it was skipped, or the most recent failure, as one of the closed failure reasons; else null
 * @param firstAt time of the first successful delivery
 * @param lastAt time of the latest counted change
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryReport(
        @JsonProperty("event_id") String eventId,
        @JsonProperty("incident_id") String incidentId,
        @JsonProperty("update_id") @Nullable String updateId,
        String destination,
        long revision,
        DeliveryState state,
        long total,
        long delivered,
        long failed,
        long skipped,
        long pending,
        @Nullable String url,
        @Nullable String reason,
        @JsonProperty("first_at") @Nullable Instant firstAt,
        @JsonProperty("last_at") @Nullable Instant lastAt) {
    public DeliveryReport {
        Preconditions.name(eventId, "event_id");
        Preconditions.name(incidentId, "incident_id");
        Preconditions.name(destination, "destination");
        Preconditions.present(state, "state");
        Preconditions.positive(revision, "revision");
        Preconditions.notNegative(total, "total");
        Preconditions.notNegative(delivered, "delivered");
        Preconditions.notNegative(failed, "failed");
        Preconditions.notNegative(skipped, "skipped");
        Preconditions.notNegative(pending, "pending");
    }
}

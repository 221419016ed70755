package org.incidentcomms.api.delivery;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.channel.CatalogueConfig.Channel;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.DeliveryState;
import org.jspecify.annotations.Nullable;

/** The delivery of one update on one destination of a channel. */
@Schema(name = "Delivery")
public record DeliveryView(
        @Schema(description = "Null for a change that announces nothing.") @Nullable String updateId,

        @Schema(description = "The event delivered; distinguishes an update from its correction.")
        String eventId,

        @Schema(
                examples = "incident.updated",
                description = "Null for a change that announces nothing, which only channels that keep a copy report.")
        @Nullable String eventType,

        @Schema(examples = "twitter") String channel,
        @Schema(examples = "x") String destination,
        DeliveryState state,

        @Schema(description = "Number of recipients; null until the notifier has counted them.") @Nullable Long total,

        long delivered,
        long failed,
        long skipped,
        @Nullable Long pending,

        @Schema(description = "URL of the tweet, page or post.") @Nullable String url,

        @Schema(description = "Reason of the skip, or of the last failure.") @Nullable String reason,

        @Nullable Instant firstAt,
        @Nullable Instant lastAt) {

    static DeliveryView of(
            @Nullable String updateId, @Nullable String eventType, String channel, DeliveryReport report) {
        return new DeliveryView(
                updateId,
                report.eventId(),
                eventType,
                channel,
                report.destination(),
                report.state(),
                report.total(),
                report.delivered(),
                report.failed(),
                report.skipped(),
                report.pending(),
                report.url(),
                report.reason(),
                report.firstAt(),
                report.lastAt());
    }

    /** No report yet; there may never be one if the operator excluded this channel. */
    static DeliveryView unreported(
            String updateId, String eventId, String eventType, Channel channel, boolean isWanted) {
        DeliveryState state = isWanted ? DeliveryState.PENDING : DeliveryState.SKIPPED;
        String reason = isWanted ? null : "not_wanted";
        String destination = channel.destinations().getFirst();
        return new DeliveryView(
                updateId,
                eventId,
                eventType,
                channel.name(),
                destination,
                state,
                null,
                0,
                0,
                0,
                null,
                null,
                reason,
                null,
                null);
    }
}

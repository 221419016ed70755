package org.incidentcomms.api.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of a notice.
 *
 * @param draft that waits for an operator, or has just been removed; null where there is none
 */
public record WebhookResult(
        @Schema(description = "Of an incident, or of the update that resolves one; null where there is none.") @Nullable String draft,

        @Schema(description = "What was published of this group and is not over; null where nothing is.") @Nullable String incident,

        Action action) {

    static WebhookResult unchanged(@Nullable String draft, @Nullable String incident) {
        return new WebhookResult(draft, incident, Action.UNCHANGED);
    }

    /** What was done about a notice. */
    @Schema(
            description =
                    "created: a draft is there now. unchanged: nothing was to be done. removed: a draft that nobody had"
                            + " changed was deleted. kept: it is over, but an operator has changed the draft, so it stays.")
    public enum Action {
        @JsonProperty("created")
        CREATED,
        @JsonProperty("unchanged")
        UNCHANGED,
        @JsonProperty("removed")
        REMOVED,
        @JsonProperty("kept")
        KEPT
    }
}

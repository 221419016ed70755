package org.incidentcomms.api.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The result of a webhook call.
 *
 * @param draft that waits for an operator, or has just been deleted; null if there is none
 */
public record WebhookResult(
        @Schema(description = "Id of the draft of the incident, or of the resolving update; null if there is none.")
        @Nullable String draft,

        @Schema(description = "Id of the open incident published from this group; null if there is none.") @Nullable String incident,

        Action action) {

    static WebhookResult unchanged(@Nullable String draft, @Nullable String incident) {
        return new WebhookResult(draft, incident, Action.UNCHANGED);
    }

    /** The action taken. */
    @Schema(
            description = "created: a draft was created. unchanged: nothing had to be done. removed: the group "
                    + "is resolved and the unchanged draft was deleted. kept: the group is resolved, but an "
                    + "operator has changed the draft, so it stays.")
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

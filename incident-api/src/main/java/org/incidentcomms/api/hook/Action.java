package org.incidentcomms.api.hook;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

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

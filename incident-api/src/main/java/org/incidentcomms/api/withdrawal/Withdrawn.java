package org.incidentcomms.api.withdrawal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.events.Kind;
import org.jspecify.annotations.Nullable;

/** That something was taken back; all there is left to say about it. */
public record Withdrawn(
        String id,
        Kind kind,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "Where only this update was taken back.")
        @Nullable String updateId,

        @Schema(description = "Of the incident, after it.") long version,
        Instant withdrawnAt) {}

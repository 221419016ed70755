package org.incidentcomms.api.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What each channel would send. */
@Schema(name = "Preview")
public record PreviewAnswer(
        @Schema(
                description = "Of the event the call would publish; null where it would change nothing.",
                examples = "incident.opened")
        @Nullable String eventType,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "When it goes by itself; absent for what is told when it is posted.")
        @Nullable Instant at,

        List<Answered> channels) {}

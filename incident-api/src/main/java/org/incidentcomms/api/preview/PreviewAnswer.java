package org.incidentcomms.api.preview;

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

        List<Answered> channels) {}

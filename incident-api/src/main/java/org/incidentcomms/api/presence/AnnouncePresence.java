package org.incidentcomms.api.presence;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Says that the caller has an incident open. */
public record AnnouncePresence(
        @NotNull @Schema(description = "Whether a text is being written.", examples = "true")
        Boolean writing) {}

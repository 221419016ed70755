package org.incidentcomms.api.presence;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An operator who has an incident open. */
public record Presence(
        @Schema(description = "From the token, as in the audit trail.", examples = "ben")
        String name,

        @Schema(description = "Whether a text is being written; else it is only open.")
        boolean writing,

        @Schema(description = "Since when.") Instant since) {}

package org.incidentcomms.api.incident;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.request.SingleLine;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.events.Impact;

/** The fields of an incident that can be changed without an announcement. */
public record EditIncident(
        @NotNull @SingleLine(max = TextRules.TITLE) @Schema(maxLength = TextRules.TITLE, examples = "Slow log-in")
        String title,

        @NotNull Impact impact) {}

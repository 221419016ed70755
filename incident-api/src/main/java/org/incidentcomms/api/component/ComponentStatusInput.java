package org.incidentcomms.api.component;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.request.SingleLine;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.events.ComponentStatus;

/** A component named in an update, with its new status. */
public record ComponentStatusInput(
        @NotNull @SingleLine(max = TextRules.ID)
        @Schema(maxLength = TextRules.ID, examples = "cmp_01jd3v8m2k7q9x4r5t6w8y0z1a")
        String id,

        @NotNull @Schema(examples = "major_outage") ComponentStatus status) {}

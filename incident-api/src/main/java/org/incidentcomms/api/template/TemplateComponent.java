package org.incidentcomms.api.template;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.request.Line;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.events.ComponentStatus;
import org.jspecify.annotations.Nullable;

/** A component a template names. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TemplateComponent(
        @NotNull @Line(max = TextRules.ID)
        @Schema(maxLength = TextRules.ID, examples = "cmp_01jd3v8m2k7q9x4r5t6w8y0z1a")
        String id,

        @Nullable @Schema(description = "Needed but for a maintenance, which sets its components' states itself.")
        ComponentStatus status) {}

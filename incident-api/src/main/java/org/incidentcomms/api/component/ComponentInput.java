package org.incidentcomms.api.component;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.request.SingleLine;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.events.Component;
import org.incidentcomms.events.ComponentStatus;
import org.jspecify.annotations.Nullable;

/** The operator's input for a component: the body of POST, and the target of a PATCH. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ComponentInput(
        @NotNull @SingleLine(max = TextRules.NAME) @Schema(maxLength = TextRules.NAME, examples = "Web application")
        String name,

        @Nullable @SingleLine(max = TextRules.DESCRIPTION)
        @Schema(maxLength = TextRules.DESCRIPTION, examples = "Time sheets in the browser")
        String description,

        @Nullable @SingleLine(max = TextRules.NAME)
        @Schema(
                maxLength = TextRules.NAME,
                description = "Heading under which the status page lists the component.",
                examples = "Product")
        String group,

        @Nullable @Min(0) @Max(1_000_000) @Schema(description = "Order within its group. Default: 0.", examples = "1")
        Integer position,

        @Nullable @Schema(description = "operational where absent.")
        ComponentStatus status) {

    static ComponentInput of(Component component) {
        return new ComponentInput(
                component.name(), component.description(), component.group(), component.position(), component.status());
    }
}

package org.incidentcomms.api.component;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.request.SingleLine;
import org.incidentcomms.api.request.TextRules;
import org.jspecify.annotations.Nullable;

/** All components in the order of the status page. */
public record OrderComponents(
        @NotNull @Size(max = 500) @Schema(examples = "[{\"name\": \"Product\", \"components\": [\"cmp_01jd3v8m2k7q9x4r5t6w8y0z1a\"]}]")
        List<@NotNull @Valid Group> groups) {

    /** A group of components. */
    public record Group(
            @Nullable @SingleLine(max = TextRules.NAME)
            @Schema(
                    maxLength = TextRules.NAME,
                    description = "Absent for components without a group.",
                    examples = "Product")
            String name,

            @NotNull @Size(max = 500) List<@NotNull @SingleLine(max = TextRules.ID) String> components) {}
}

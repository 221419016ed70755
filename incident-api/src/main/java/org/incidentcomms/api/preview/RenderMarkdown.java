package org.incidentcomms.api.preview;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.request.MultiLine;
import org.incidentcomms.api.request.TextRules;

/** Texts to render. */
public record RenderMarkdown(
        @NotNull @Size(min = 1, max = RenderMarkdown.MOST) @Schema(description = "Markdown (CommonMark).", examples = "[\"**What happened.** A switch failed.\"]")
        List<@NotNull @MultiLine(max = TextRules.ANALYSIS) String> texts) {
    static final int MOST = 100;
}

package org.incidentcomms.api.preview;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.incidentcomms.api.access.Groups;
import org.incidentcomms.api.request.MaxBody;
import org.incidentcomms.service.markdown.Markdown;

/** {@code /v1/markdown}. */
@Path("/v1/markdown")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Previews")
public class MarkdownResource {
    /** As below the title of a page. */
    private static final int TITLE_LEVEL = 1;

    @POST
    @RolesAllowed(Groups.VIEWER)
    @Operation(
            summary = "Render Markdown as the status page and mails show it",
            description = "Works with every notifier down, and stores nothing.")
    @MaxBody(MaxBody.ANALYSIS)
    public RenderedMarkdown render(@RequestBody(required = true) RenderMarkdown command) {
        return new RenderedMarkdown(command.texts().stream()
                .map(text -> Markdown.toHtmlBelow(TITLE_LEVEL, text))
                .toList());
    }

    /** The texts in their order. */
    public record RenderedMarkdown(
            @Schema(
                    description = "Sanitised HTML fragments: block elements, links only to http, https and mailto.",
                    examples = "[\"<p><strong>What happened.</strong> A switch failed.</p>\\n\"]")
            List<String> html) {}
}

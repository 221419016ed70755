package org.incidentcomms.api.incident;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.channel.ChannelTextsInput;
import org.incidentcomms.api.channel.NotifyChoice;
import org.incidentcomms.api.component.ComponentStatusInput;
import org.incidentcomms.api.request.MultiLine;
import org.incidentcomms.api.request.SingleLine;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Status;
import org.jspecify.annotations.Nullable;

/** Opens an incident. */
public record OpenIncident(
        @NotNull @SingleLine(max = TextRules.TITLE)
        @Schema(maxLength = TextRules.TITLE, examples = "Feb. 2 performance issues")
        String title,

        @Nullable @Schema(
                enumeration = {"investigating", "identified", "monitoring", "resolved"},
                description = "Default: investigating.")
        Status status,

        @Nullable @Schema(description = "Where absent, derived from the components' states; minor without components.")
        Impact impact,

        @NotNull @MultiLine(max = TextRules.MESSAGE)
        @Schema(
                maxLength = TextRules.MESSAGE,
                description = "Markdown.",
                examples =
                        "Because users are seeing very slow login and load times, we've taken the site down temporarily.")
        String message,

        @Nullable @SingleLine(max = TextRules.HEADLINE)
        @Schema(
                maxLength = TextRules.HEADLINE,
                description = "Headline of the blog post. Default: the title.",
                examples = "Update on Feb. 2 Performance Issues")
        String headline,

        @Nullable @SingleLine(max = TextRules.AUTHOR)
        @Schema(
                maxLength = TextRules.AUTHOR,
                description = "Who signs. Default: the company's sign-off.",
                examples = "ClickTime Web Operations")
        String author,

        @Nullable @Size(max = 100) List<@NotNull @Valid ComponentStatusInput> components,

        @JsonProperty("notify") @Nullable @Valid NotifyChoice notified,
        @Nullable @Valid ChannelTextsInput texts,

        @Nullable @Schema(
                description =
                        "When it began; now where absent. One that began more than a day ago, or more than an hour ago"
                                + " and is over, is filled in afterwards: nobody is told unless notify asks for it.")
        Instant startedAt,

        @Nullable @Schema(description = "When it ended, where it is told as resolved; now where absent.")
        Instant resolvedAt,

        @Nullable @Schema(
                implementation = String.class,
                enumeration = {"draft", "scheduled", "Published."},
                description = "Default: published. A draft is stored and sent to nobody; a scheduled draft is "
                        + "published at publish_at.")
        Publication publication,

        @Nullable @Schema(implementation = String.class, format = "date-time", description = DraftCommand.PUBLISH_AT)
        Instant publishAt)
        implements DraftCommand {

    UpdateContent words() {
        return new UpdateContent(message, headline, author, notified, texts);
    }

    List<ComponentStatusInput> named() {
        return components == null ? List.of() : components;
    }
}

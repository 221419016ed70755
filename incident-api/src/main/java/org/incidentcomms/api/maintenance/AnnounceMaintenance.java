package org.incidentcomms.api.maintenance;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.incident.ChannelTexts;
import org.incidentcomms.api.incident.Draftable;
import org.incidentcomms.api.incident.NotifyChoice;
import org.incidentcomms.api.incident.Publication;
import org.incidentcomms.api.incident.Words;
import org.incidentcomms.api.request.Line;
import org.incidentcomms.api.request.Prose;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.events.Impact;
import org.jspecify.annotations.Nullable;

/** Tell of work to come. */
public record AnnounceMaintenance(
        @NotNull @Line(max = TextRules.TITLE)
        @Schema(maxLength = TextRules.TITLE, examples = "ClickTime – Scheduled Maintenance")
        String title,

        @NotNull @Prose(max = TextRules.MESSAGE)
        @Schema(
                maxLength = TextRules.MESSAGE,
                description = "Markdown. The window is told beside it, so it need not be repeated.",
                examples = "The system is undergoing important maintenance to improve security and performance.")
        String message,

        @NotNull @Schema(examples = "2028-08-05T10:00:00-07:00")
        Instant startsAt,

        @NotNull @Schema(examples = "2028-08-05T16:00:00-07:00")
        Instant endsAt,

        @Nullable @Line(max = TextRules.NAME)
        @Schema(
                maxLength = TextRules.NAME,
                description = "The IANA zone in which the window is told; the company's where absent.",
                examples = "America/Los_Angeles")
        String timeZone,

        @Nullable @Schema(description = "none where absent: it is planned.")
        Impact impact,

        @Nullable @Size(max = 100) @Schema(description = "Ids of the components it concerns.", examples = "[\"cmp_01jd3v8m2k7q9x4r5t6w8y0z1a\"]")
        List<@NotNull @Line(max = TextRules.ID) String> components,

        @Nullable @Line(max = TextRules.HEADLINE) @Schema(maxLength = TextRules.HEADLINE)
        String headline,

        @Nullable @Line(max = TextRules.AUTHOR) @Schema(maxLength = TextRules.AUTHOR)
        String author,

        @JsonProperty("notify") @Nullable @Valid NotifyChoice notified,
        @Nullable @Valid ChannelTexts texts,

        @Nullable @Schema(
                enumeration = {"draft", "published"},
                description = "published where absent; a draft is kept for later and told to nobody.")
        Publication publication)
        implements Draftable {

    Words words() {
        return new Words(message, headline, author, notified, texts);
    }

    List<String> named() {
        return components == null ? List.of() : components;
    }
}

package org.incidentcomms.api.maintenance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.incident.ChannelTexts;
import org.incidentcomms.api.incident.NotifyChoice;
import org.incidentcomms.api.incident.Words;
import org.incidentcomms.api.request.Line;
import org.incidentcomms.api.request.Prose;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Window;
import org.jspecify.annotations.Nullable;

/**
 * What of a maintenance can be changed. Another window is told to customers, in the words given with it; title and
 * impact change without a word, so words without a window are refused.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChangeMaintenance(
        @NotNull @Line(max = TextRules.TITLE) @Schema(maxLength = TextRules.TITLE)
        String title,

        @NotNull Impact impact,

        @NotNull @Schema(examples = "2028-08-12T10:00:00-07:00")
        Instant startsAt,

        @NotNull @Schema(examples = "2028-08-12T16:00:00-07:00")
        Instant endsAt,

        @NotNull @Line(max = TextRules.NAME) @Schema(maxLength = TextRules.NAME)
        String timeZone,

        @Nullable @Prose(max = TextRules.MESSAGE)
        @Schema(maxLength = TextRules.MESSAGE, description = "Told with the new window.")
        String message,

        @Nullable @Line(max = TextRules.HEADLINE) @Schema(maxLength = TextRules.HEADLINE)
        String headline,

        @Nullable @Line(max = TextRules.AUTHOR) @Schema(maxLength = TextRules.AUTHOR)
        String author,

        @JsonProperty("notify") @Nullable @Valid NotifyChoice notified,
        @Nullable @Valid ChannelTexts texts) {

    static ChangeMaintenance of(Incident maintenance, Window window) {
        return new ChangeMaintenance(
                maintenance.title(),
                maintenance.impact(),
                window.startsAt(),
                window.endsAt(),
                window.timeZone().getId(),
                null,
                null,
                null,
                null,
                null);
    }

    boolean hasWords() {
        return message != null || headline != null || author != null || notified != null || texts != null;
    }

    Words words() {
        return new Words(
                message == null ? "This maintenance takes place at another time." : message,
                headline,
                author,
                notified,
                texts);
    }
}

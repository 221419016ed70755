package org.incidentcomms.api.maintenance;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.channel.ChannelTextsInput;
import org.incidentcomms.api.channel.NotifyChoice;
import org.incidentcomms.api.incident.UpdateContent;
import org.incidentcomms.api.incident.UpdateTranslation;
import org.incidentcomms.api.request.LanguageTag;
import org.incidentcomms.api.request.MultiLine;
import org.incidentcomms.api.request.RequestReader.OptionalBody;
import org.incidentcomms.api.request.SingleLine;
import org.incidentcomms.api.request.TextRules;
import org.jspecify.annotations.Nullable;

/** Cancels a maintenance. Every field is optional. */
public record CancelMaintenance(
        @Nullable @Schema(description = "true cancels every occurrence that has not started, and ends the series.")
        Boolean series,

        @Nullable @MultiLine(max = TextRules.MESSAGE)
        @Schema(maxLength = TextRules.MESSAGE, examples = "We will announce another date.")
        String message,

        @Nullable @SingleLine(max = TextRules.HEADLINE) @Schema(maxLength = TextRules.HEADLINE)
        String headline,

        @Nullable @SingleLine(max = TextRules.AUTHOR) @Schema(maxLength = TextRules.AUTHOR)
        String author,

        @JsonProperty("notify") @Nullable @Valid NotifyChoice notified,
        @Nullable @Valid ChannelTextsInput texts,

        @Nullable @Size(max = LanguageTag.MOST) @Schema(description = UpdateTranslation.TRANSLATIONS, examples = UpdateTranslation.EXAMPLE)
        Map<@LanguageTag String, @NotNull @Valid UpdateTranslation> translations)
        implements OptionalBody {

    boolean endsSeries() {
        return Boolean.TRUE.equals(series);
    }

    UpdateContent words() {
        return new UpdateContent(
                message == null ? "This maintenance will not take place." : message,
                headline,
                author,
                notified,
                texts,
                translations);
    }
}

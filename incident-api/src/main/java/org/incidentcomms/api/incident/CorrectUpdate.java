package org.incidentcomms.api.incident;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.channel.ChannelTextsInput;
import org.incidentcomms.api.request.MultiLine;
import org.incidentcomms.api.request.SingleLine;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.events.ChannelTexts;
import org.incidentcomms.events.Update;
import org.jspecify.annotations.Nullable;

/** A correction of an update, and whether it is announced. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CorrectUpdate(
        @NotNull @MultiLine(max = TextRules.MESSAGE)
        @Schema(maxLength = TextRules.MESSAGE, examples = "As of tonight, log-in is back to its usual speed.")
        String message,

        @Nullable @SingleLine(max = TextRules.HEADLINE) @Schema(maxLength = TextRules.HEADLINE)
        String headline,

        @Nullable @SingleLine(max = TextRules.AUTHOR) @Schema(maxLength = TextRules.AUTHOR)
        String author,

        @Nullable @Valid ChannelTextsInput texts,

        @Nullable @Schema(description = "silent where absent: the page shows it, nobody is told.")
        Correction correction) {

    /** The mode of a correction. */
    public enum Correction {
        @com.fasterxml.jackson.annotation.JsonProperty("silent")
        SILENT,
        @com.fasterxml.jackson.annotation.JsonProperty("announce")
        ANNOUNCE
    }

    static CorrectUpdate of(Update update) {
        ChannelTextsInput texts =
                update.texts().equals(ChannelTexts.COMPOSED) ? null : ChannelTextsInput.of(update.texts());
        return new CorrectUpdate(update.message(), update.headline(), update.author(), texts, null);
    }

    boolean announces() {
        return correction == Correction.ANNOUNCE;
    }
}

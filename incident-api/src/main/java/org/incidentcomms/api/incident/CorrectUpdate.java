package org.incidentcomms.api.incident;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.channel.ChannelTextsInput;
import org.incidentcomms.api.request.LanguageTag;
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

        @Nullable @SingleLine(max = TextRules.SCOPE)
        @Schema(maxLength = TextRules.SCOPE, description = Outlook.SCOPE, examples = "Some customers")
        String scope,

        @Nullable @Schema(implementation = String.class, format = "date-time", description = Outlook.NEXT_UPDATE_AT)
        Instant nextUpdateAt,

        @Nullable @Schema(description = "Whether it promises a post-mortem. The promise is open until one is published.")
        Boolean analysisPromised,

        @Nullable @Size(max = LanguageTag.MOST) @Schema(description = UpdateTranslation.TRANSLATIONS, examples = UpdateTranslation.EXAMPLE)
        Map<@LanguageTag String, @NotNull @Valid UpdateTranslation> translations,

        @Nullable @Schema(description = "silent where absent: the page shows it, nobody is told.")
        Correction correction) {

    /** The mode of a correction. */
    public enum Correction {
        @com.fasterxml.jackson.annotation.JsonProperty("silent")
        SILENT,
        @com.fasterxml.jackson.annotation.JsonProperty("announce")
        ANNOUNCE
    }

    /**
     * What {@code patch} is applied to: the update as it is, without the translations of what the patch changes. Where a
     * message changes, whole translations go that the patch does not name.
     */
    static CorrectUpdate of(Update update, JsonNode patch) {
        ChannelTextsInput texts =
                update.texts().equals(ChannelTexts.COMPOSED) ? null : ChannelTextsInput.of(update.texts());
        return new CorrectUpdate(
                update.message(),
                update.headline(),
                update.author(),
                texts,
                update.scope(),
                update.nextUpdateAt(),
                update.analysisPromised(),
                stillRight(update, patch),
                null);
    }

    private static Map<String, UpdateTranslation> stillRight(Update update, JsonNode patch) {
        boolean changesMessage = changes(patch.get("message"), update.message());
        boolean changesHeadline = changes(patch.get("headline"), update.headline());
        Map<String, UpdateTranslation> still = new TreeMap<>();
        UpdateTranslation.of(update).forEach((tag, text) -> {
            if (!changesMessage || patch.path("translations").has(tag)) {
                still.put(
                        tag,
                        new UpdateTranslation(
                                changesHeadline ? null : text.headline(), changesMessage ? null : text.message()));
            }
        });
        return still;
    }

    private static boolean changes(@Nullable JsonNode patched, @Nullable String text) {
        return patched != null && !Objects.equals(patched.isTextual() ? TextRules.tidy(patched.asText()) : null, text);
    }

    Outlook outlook() {
        return new Outlook(scope, nextUpdateAt, Boolean.TRUE.equals(analysisPromised));
    }

    Map<String, String> textsByField() {
        return new UpdateContent(message, headline, author, null, texts, outlook(), translations).byField();
    }

    boolean announces() {
        return correction == Correction.ANNOUNCE;
    }
}

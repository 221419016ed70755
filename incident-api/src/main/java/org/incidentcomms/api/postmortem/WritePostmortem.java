package org.incidentcomms.api.postmortem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.channel.NotifyChoice;
import org.incidentcomms.api.request.LanguageTag;
import org.incidentcomms.api.request.MultiLine;
import org.incidentcomms.api.request.SingleLine;
import org.incidentcomms.api.request.TextRules;
import org.jspecify.annotations.Nullable;

/** The draft's text; invisible to customers until it is published. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WritePostmortem(
        @NotNull @SingleLine(max = TextRules.TITLE)
        @Schema(maxLength = TextRules.TITLE, examples = "What happened on February 2nd")
        String title,

        @NotNull @MultiLine(max = TextRules.ANALYSIS)
        @Schema(
                maxLength = TextRules.ANALYSIS,
                description = "Markdown.",
                examples = "We experienced excessive slowness while user sessions were being passed across our farm of"
                        + " web servers.")
        String body,

        @Nullable @SingleLine(max = TextRules.AUTHOR)
        @Schema(
                maxLength = TextRules.AUTHOR,
                description = "Who signs. Default: the company's sign-off.",
                examples = "Alex Mann")
        String author,

        @JsonProperty("notify") @Nullable @Valid NotifyChoice notified,

        @Nullable @Size(max = LanguageTag.MOST) @Schema(
                description = PostmortemTranslation.TRANSLATIONS,
                examples = "{\"de\": {\"title\": \"Was am 2. Februar geschah\"}}")
        Map<@LanguageTag String, @NotNull @Valid PostmortemTranslation> translations) {

    WritePostmortem tidy() {
        return new WritePostmortem(
                title.strip(),
                TextRules.tidy(body),
                author == null ? null : author.strip(),
                notified,
                translations == null ? null : PostmortemTranslation.tidied(translations));
    }

    /** The texts that customers read, by the names of their fields. */
    Map<String, String> textsByField() {
        Map<String, String> found = new LinkedHashMap<>();
        found.put("title", title);
        found.put("body", body);
        PostmortemTranslation.toEvent(translations).forEach((tag, text) -> {
            if (text.title() != null) {
                found.put("translations." + tag + ".title", text.title());
            }
            if (text.body() != null) {
                found.put("translations." + tag + ".body", text.body());
            }
        });
        return found;
    }
}

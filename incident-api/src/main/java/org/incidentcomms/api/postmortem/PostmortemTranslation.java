package org.incidentcomms.api.postmortem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.request.MultiLine;
import org.incidentcomms.api.request.SingleLine;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.events.Postmortem;
import org.jspecify.annotations.Nullable;

/** A post-mortem's texts in one other language; what is absent is told in the default language. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PostmortemTranslation(
        @Nullable @SingleLine(max = TextRules.TITLE)
        @Schema(maxLength = TextRules.TITLE, examples = "Was am 2. Februar geschah")
        String title,

        @Nullable @MultiLine(max = TextRules.ANALYSIS)
        @Schema(maxLength = TextRules.ANALYSIS, description = "Markdown.", examples = "Ein Cache war zu klein.")
        String body) {
    static final String TRANSLATIONS =
            "Title and body in other languages, by language tag (BCP 47); the default is told "
                    + "where one is missing.";

    private PostmortemTranslation tidy() {
        return new PostmortemTranslation(
                title == null ? null : title.strip(), body == null ? null : TextRules.tidy(body));
    }

    static Map<String, PostmortemTranslation> tidied(Map<String, PostmortemTranslation> byLanguage) {
        Map<String, PostmortemTranslation> tidied = new TreeMap<>();
        byLanguage.forEach((tag, text) -> tidied.put(tag, text.tidy()));
        return tidied;
    }

    static Map<String, Postmortem.Translation> toEvent(@Nullable Map<String, PostmortemTranslation> byLanguage) {
        Map<String, Postmortem.Translation> translations = new TreeMap<>();
        if (byLanguage != null) {
            byLanguage.forEach((tag, text) -> {
                if (text.title != null || text.body != null) {
                    translations.put(tag, new Postmortem.Translation(text.title, text.body));
                }
            });
        }
        return translations;
    }
}

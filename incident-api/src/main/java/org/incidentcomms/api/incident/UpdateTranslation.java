package org.incidentcomms.api.incident;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.request.MultiLine;
import org.incidentcomms.api.request.SingleLine;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.events.Update;
import org.jspecify.annotations.Nullable;

/** An update's texts in one other language; what is absent is told in the default language. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UpdateTranslation(
        @Nullable @SingleLine(max = TextRules.HEADLINE)
        @Schema(maxLength = TextRules.HEADLINE, examples = "Neues zur langsamen Anmeldung")
        String headline,

        @Nullable @MultiLine(max = TextRules.MESSAGE)
        @Schema(
                maxLength = TextRules.MESSAGE,
                description = "Markdown.",
                examples = "Die Anmeldung dauert länger als gewohnt. Wir suchen die Ursache.")
        String message) {
    public static final String TITLES =
            "The title in other languages, by language tag (BCP 47). Whoever reads in one of "
                    + "them is told it in place of title.";

    public static final String TRANSLATIONS = "Its texts in other languages, by language tag (BCP 47). The pages and "
            + "mails in such a language show them, and the default where one is missing; posts on X are in the default "
            + "language.";

    public static final String EXAMPLE = "{\"de\": {\"message\": \"Die Anmeldung dauert länger als gewohnt.\"}}";

    static Map<String, Update.Translation> toEvent(Map<String, UpdateTranslation> byLanguage) {
        Map<String, Update.Translation> translations = new TreeMap<>();
        byLanguage.forEach((tag, text) -> {
            if (text.headline != null || text.message != null) {
                translations.put(
                        tag,
                        new Update.Translation(
                                Updates.stripped(text.headline),
                                text.message == null ? null : TextRules.tidy(text.message)));
            }
        });
        return translations;
    }

    /** The translations of a published update. */
    public static Map<String, UpdateTranslation> of(Update update) {
        Map<String, UpdateTranslation> translations = new TreeMap<>();
        update.translations()
                .forEach((tag, text) -> translations.put(tag, new UpdateTranslation(text.headline(), text.message())));
        return translations;
    }

    /** One-line texts as they are stored. */
    public static Map<String, String> titles(@Nullable Map<String, String> byLanguage) {
        Map<String, String> titles = new TreeMap<>();
        if (byLanguage != null) {
            byLanguage.forEach((tag, title) -> titles.put(tag, title.strip()));
        }
        return titles;
    }
}

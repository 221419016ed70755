package org.incidentcomms.api.incident;

import java.util.LinkedHashMap;
import java.util.Map;
import org.incidentcomms.api.channel.ChannelTextsInput;
import org.incidentcomms.api.channel.NotifyChoice;
import org.jspecify.annotations.Nullable;

/** The operator's content of one update, for any type of update. */
public record UpdateContent(
        String message,
        @Nullable String headline,
        @Nullable String author,
        @Nullable NotifyChoice notified,
        @Nullable ChannelTextsInput texts,
        Outlook outlook,
        Map<String, UpdateTranslation> translations) {
    /** @param translations null for none */
    public UpdateContent(
            String message,
            @Nullable String headline,
            @Nullable String author,
            @Nullable NotifyChoice notified,
            @Nullable ChannelTextsInput texts,
            Outlook outlook,
            @Nullable Map<String, UpdateTranslation> translations) {
        this.message = message;
        this.headline = headline;
        this.author = author;
        this.notified = notified;
        this.texts = texts;
        this.outlook = outlook;
        this.translations = translations == null ? Map.of() : translations;
    }

    /** Without scope and promises. */
    public UpdateContent(
            String message,
            @Nullable String headline,
            @Nullable String author,
            @Nullable NotifyChoice notified,
            @Nullable ChannelTextsInput texts,
            @Nullable Map<String, UpdateTranslation> translations) {
        this(message, headline, author, notified, texts, Outlook.NONE, translations);
    }

    /** The texts that customers read, by the names of their fields. */
    public Map<String, String> byField() {
        Map<String, String> found = new LinkedHashMap<>();
        put(found, "headline", headline);
        found.put("message", message);
        if (texts != null) {
            texts.byName().forEach((name, text) -> found.put("texts." + name, text));
        }
        put(found, "scope", outlook.scope());
        translations.forEach((tag, text) -> {
            put(found, "translations." + tag + ".headline", text.headline());
            put(found, "translations." + tag + ".message", text.message());
        });
        return found;
    }

    /** The same after the title. */
    public Map<String, String> byField(String title, @Nullable Map<String, String> titleTranslations) {
        Map<String, String> found = titles(title, titleTranslations);
        found.putAll(byField());
        return found;
    }

    /** A title and its translations, by the names of their fields. */
    public static Map<String, String> titles(String title, @Nullable Map<String, String> titleTranslations) {
        Map<String, String> found = new LinkedHashMap<>();
        found.put("title", title);
        if (titleTranslations != null) {
            titleTranslations.forEach((tag, text) -> found.put("title_translations." + tag, text));
        }
        return found;
    }

    private static void put(Map<String, String> found, String field, @Nullable String text) {
        if (text != null) {
            found.put(field, text);
        }
    }
}

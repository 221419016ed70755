package org.incidentcomms.api.template;

import java.util.LinkedHashMap;
import java.util.Map;
import org.incidentcomms.api.channel.ChannelTexts;
import org.jspecify.annotations.Nullable;

/** The texts of a template that may hold variables, by the names of their fields, in the order they are read. */
final class TemplateTexts {
    private TemplateTexts() {}

    static Map<String, String> of(TemplateFields fields) {
        ChannelTexts texts = fields.texts();
        Map<String, String> found = new LinkedHashMap<>();
        put(found, "title", fields.title());
        put(found, "headline", fields.headline());
        put(found, "message", fields.message());
        put(found, "author", fields.author());
        if (texts != null) {
            texts.byName().forEach((name, text) -> found.put("texts." + name, text));
        }
        return found;
    }

    private static void put(Map<String, String> texts, String field, @Nullable String text) {
        if (text != null) {
            texts.put(field, text);
        }
    }
}

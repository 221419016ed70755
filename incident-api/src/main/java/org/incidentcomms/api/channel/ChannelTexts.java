package org.incidentcomms.api.channel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.events.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Words for single channels instead of the composed ones; null is as if absent.
 *
 * @param byName by the catalogue's names, and {@value Texts#EMAIL_SUBJECT}
 */
@KnownChannels
@Schema(
        type = SchemaType.OBJECT,
        description =
                "Words for single channels instead of the composed ones, by name (GET /v1/channels lists which take"
                        + " any). email_subject is the whole subject line of the mail.")
public record ChannelTexts(Map<String, String> byName) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ChannelTexts(Map<String, @Nullable String> byName) {
        Map<String, String> given = new LinkedHashMap<>();
        byName.forEach((name, text) -> {
            if (text != null) {
                given.put(name, text);
            }
        });
        this.byName = Collections.unmodifiableMap(given);
    }

    @Override
    @JsonValue
    public Map<String, String> byName() {
        return byName;
    }

    public static Texts toEvent(@Nullable ChannelTexts texts) {
        return texts == null ? Texts.COMPOSED : new Texts(texts.byName);
    }

    public static ChannelTexts of(Texts texts) {
        return new ChannelTexts(texts.byName());
    }
}

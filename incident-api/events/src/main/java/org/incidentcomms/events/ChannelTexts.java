package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operator's own texts for single channels, by channel name, in place of the composed ones, and the subject of the
 * mail. A value that is not a string is ignored, as a newer publisher may define it.
 */
public record ChannelTexts(Map<String, String> byName) {
    /** The whole subject line of the mail. */
    public static final String EMAIL_SUBJECT = "email_subject";

    public static final ChannelTexts COMPOSED = new ChannelTexts(Map.of());

    public ChannelTexts {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ChannelTexts read(Map<String, @Nullable Object> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (value instanceof String text) {
                texts.put(name, text);
            }
        });
        return new ChannelTexts(texts);
    }

    @Override
    @JsonValue
    public Map<String, String> byName() {
        return byName;
    }

    /** The text for {@code channel}, or null if it is composed; a link may still be appended. */
    public @Nullable String of(String channel) {
        return byName.get(channel);
    }

    /** The whole subject line of the mail, or null if it is composed. */
    public @Nullable String emailSubject() {
        return byName.get(EMAIL_SUBJECT);
    }
}

package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Words the operator chose for single channels instead of the composed ones, by channel name; beside them the subject of
 * the mail. A value that is no string is ignored: a newer publisher may mean something by it.
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

    /** The text for {@code channel}, or null where it is composed; a link may still be added to it. */
    public @Nullable String of(String channel) {
        return byName.get(channel);
    }

    /** The whole subject line of the mail, or null where it is composed. */
    public @Nullable String emailSubject() {
        return byName.get(EMAIL_SUBJECT);
    }
}

package org.incidentcomms.api.channel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.events.ChannelTexts;
import org.jspecify.annotations.Nullable;

/**
 * Texts for single channels in place of the composed ones; null is as if absent.
 *
 * @param byName by the catalogue's names, and {@value ChannelTexts#EMAIL_SUBJECT}
 */
@KnownChannels
@Schema(
        name = "ChannelTexts",
        type = SchemaType.OBJECT,
        description = "Custom texts by channel name, instead of the composed ones (GET /v1/channels lists "
                + "the channels that take them). email_subject is the whole subject line of the mail.")
public record ChannelTextsInput(Map<String, String> byName) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ChannelTextsInput(Map<String, @Nullable String> byName) {
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

    public static ChannelTexts toEvent(@Nullable ChannelTextsInput texts) {
        return texts == null ? ChannelTexts.COMPOSED : new ChannelTexts(texts.byName);
    }

    public static ChannelTextsInput of(ChannelTexts texts) {
        return new ChannelTextsInput(texts.byName());
    }

    /** See {@link KnownChannels}. */
    @ApplicationScoped
    public static class Validator implements ConstraintValidator<KnownChannels, ChannelTextsInput> {
        private final ChannelCatalogue catalogue;

        Validator(ChannelCatalogue catalogue) {
            this.catalogue = catalogue;
        }

        @Override
        public boolean isValid(@Nullable ChannelTextsInput texts, ConstraintValidatorContext context) {
            return texts == null
                    || TextRules.acceptEach(
                            texts.byName().keySet(),
                            name -> fault(name, texts.byName().get(name)),
                            context);
        }

        private @Nullable String fault(String name, @Nullable String text) {
            if (name.equals(ChannelTexts.EMAIL_SUBJECT)) {
                return TextRules.faultOfLine(text, TextRules.SUBJECT);
            }
            int longest = catalogue
                    .find(name)
                    .map(channel -> channel.longestText().orElse(0))
                    .orElse(0);
            return longest > 0
                    ? TextRules.faultOfProse(text, longest)
                    : "takes no text of its own; these do: " + String.join(", ", takers());
        }

        private Set<String> takers() {
            Set<String> names = new LinkedHashSet<>();
            names.add(ChannelTexts.EMAIL_SUBJECT);
            catalogue.all().stream()
                    .filter(channel -> channel.longestText().orElse(0) > 0)
                    .forEach(channel -> names.add(channel.name()));
            return names;
        }
    }
}

package org.incidentcomms.api.channel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.request.TextRules;
import org.jspecify.annotations.Nullable;

/**
 * The operator's selection of channels; a channel that is absent, or null, follows the default.
 *
 * @param channels by the catalogue's names
 */
@KnownChannels
@Schema(
        type = SchemaType.OBJECT,
        description = "Channels to notify, by name (GET /v1/channels lists them). Default: every channel; "
                + "for a back-filled incident, none.")
public record NotifyChoice(Map<String, Boolean> channels) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public NotifyChoice(Map<String, @Nullable Boolean> channels) {
        Map<String, Boolean> named = new LinkedHashMap<>();
        channels.forEach((name, told) -> {
            if (told != null) {
                named.put(name, told);
            }
        });
        this.channels = Collections.unmodifiableMap(named);
    }

    @Override
    @JsonValue
    public Map<String, Boolean> channels() {
        return channels;
    }

    /** See {@link KnownChannels}. */
    @ApplicationScoped
    public static class Validator implements ConstraintValidator<KnownChannels, NotifyChoice> {
        private final ChannelCatalogue catalogue;

        Validator(ChannelCatalogue catalogue) {
            this.catalogue = catalogue;
        }

        @Override
        public boolean isValid(@Nullable NotifyChoice choice, ConstraintValidatorContext context) {
            return choice == null
                    || TextRules.acceptEach(
                            choice.channels().keySet(),
                            name -> catalogue.find(name).isPresent()
                                    ? null
                                    : "unknown channel; known here: " + String.join(", ", catalogue.names()),
                            context);
        }
    }
}

package org.incidentcomms.api.channel;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.LinkedHashSet;
import java.util.Set;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.events.Texts;
import org.jspecify.annotations.Nullable;

/** See {@link KnownChannels}. */
@ApplicationScoped
public class ChannelTextsValidator implements ConstraintValidator<KnownChannels, ChannelTexts> {
    private final ChannelCatalogue catalogue;

    ChannelTextsValidator(ChannelCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public boolean isValid(@Nullable ChannelTexts texts, ConstraintValidatorContext context) {
        return texts == null
                || TextRules.acceptEach(
                        texts.byName().keySet(),
                        name -> fault(name, texts.byName().get(name)),
                        context);
    }

    private @Nullable String fault(String name, @Nullable String text) {
        if (name.equals(Texts.EMAIL_SUBJECT)) {
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
        names.add(Texts.EMAIL_SUBJECT);
        catalogue.all().stream()
                .filter(channel -> channel.longestText().orElse(0) > 0)
                .forEach(channel -> names.add(channel.name()));
        return names;
    }
}

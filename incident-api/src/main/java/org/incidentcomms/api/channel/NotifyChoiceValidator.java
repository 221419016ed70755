package org.incidentcomms.api.channel;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.incidentcomms.api.request.TextRules;
import org.jspecify.annotations.Nullable;

/** See {@link KnownChannels}. */
@ApplicationScoped
public class NotifyChoiceValidator implements ConstraintValidator<KnownChannels, NotifyChoice> {
    private final ChannelCatalogue catalogue;

    NotifyChoiceValidator(ChannelCatalogue catalogue) {
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

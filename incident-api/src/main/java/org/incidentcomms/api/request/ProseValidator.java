package org.incidentcomms.api.request;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/** See {@link Prose}. */
public final class ProseValidator implements ConstraintValidator<Prose, String> {
    private int max;

    @Override
    public void initialize(Prose constraint) {
        max = constraint.max();
    }

    @Override
    public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
        return TextRules.accept(TextRules.faultOfProse(text, max), context);
    }
}

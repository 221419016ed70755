package org.incidentcomms.api.request;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/** See {@link Line}. */
public final class LineValidator implements ConstraintValidator<Line, String> {
    private int max;

    @Override
    public void initialize(Line constraint) {
        max = constraint.max();
    }

    @Override
    public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
        return TextRules.accept(TextRules.faultOfLine(text, max), context);
    }
}

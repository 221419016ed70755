package org.incidentcomms.api.request;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * A text of any number of lines: not blank, at most {@code max} characters (code points), no control characters but
 * line feed, carriage return and tab. Null is left to {@code @NotNull}.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = MultiLine.Validator.class)
public @interface MultiLine {
    int max();

    String message() default "must be text";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** See {@link MultiLine}. */
    public static final class Validator implements ConstraintValidator<MultiLine, String> {
        private int max;

        @Override
        public void initialize(MultiLine constraint) {
            max = constraint.max();
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return TextRules.accept(TextRules.faultOfProse(text, max), context);
        }
    }
}

package org.incidentcomms.api.request;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.IllformedLocaleException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A language tag (BCP 47) in its usual form, such as {@code de} or {@code pt-BR}: one language has one key, in whatever
 * case it is typed.
 */
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = LanguageTag.Validator.class)
public @interface LanguageTag {
    /** Most languages of one text. */
    int MOST = 20;

    String message() default "must be a language tag (BCP 47) such as de or pt-BR";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** See {@link LanguageTag}. */
    public static final class Validator implements ConstraintValidator<LanguageTag, String> {
        @Override
        public boolean isValid(@Nullable String tag, ConstraintValidatorContext context) {
            if (tag == null) {
                return true;
            }
            String usual = usual(tag);
            return tag.equals(usual)
                    || TextRules.accept(
                            usual == null
                                    ? context.getDefaultConstraintMessageTemplate()
                                    : "must be written as " + usual,
                            context);
        }

        /** Null if it is no tag of a language. */
        private static @Nullable String usual(String tag) {
            try {
                Locale locale = new Locale.Builder().setLanguageTag(tag).build();
                return locale.getLanguage().isEmpty() || locale.hasExtensions() ? null : locale.toLanguageTag();
            } catch (IllformedLocaleException e) {
                return null;
            }
        }
    }
}

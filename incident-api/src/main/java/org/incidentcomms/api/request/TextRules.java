package org.incidentcomms.api.request;

import jakarta.validation.ConstraintValidatorContext;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rules and maximum lengths of texts. */
public final class TextRules {
    public static final int TITLE = 200;
    public static final int HEADLINE = 200;
    public static final int SCOPE = 80;
    public static final int AUTHOR = 100;
    public static final int MESSAGE = 25_000;
    public static final int ANALYSIS = 100_000;
    public static final int SUBJECT = 200;
    /** Higher than X's limit: the notifier applies X's weighted counting. */
    public static final int POST = 1_000;

    public static final int NAME = 100;
    public static final int DESCRIPTION = 500;
    public static final int ID = 64;

    /** Braille blank and Hangul fillers. */
    private static final String BLANK_LETTERS = "\u2800\u115f\u1160\u3164\uffa0";

    private TextRules() {}

    /** Returns the error of {@code text} as one line, or null. */
    public static @Nullable String faultOfLine(@Nullable String text, int max) {
        return fault(text, max, false);
    }

    /** Whether {@code text} can be an id or name; PostgreSQL rejects NUL even in a query parameter. */
    public static boolean isName(String text) {
        return faultOfLine(text, NAME) == null;
    }

    /** Returns the error of {@code text} as prose, or null. */
    public static @Nullable String faultOfProse(@Nullable String text, int max) {
        return fault(text, max, true);
    }

    private static @Nullable String fault(@Nullable String text, int max, boolean severalLines) {
        if (text == null) {
            return null;
        }
        if (text.isBlank()) {
            return "must not be blank";
        }
        if (!isVisible(text)) {
            return "must have a visible character";
        }
        if (text.codePointCount(0, text.length()) > max) {
            return "must have at most " + max + " characters";
        }
        return text.codePoints().allMatch(c -> isAllowed(c, severalLines))
                ? null
                : severalLines
                        ? "must not contain control characters other than line breaks and tabs"
                        : "must be one line without control characters";
    }

    private static boolean isVisible(String text) {
        return text.codePoints().anyMatch(TextRules::isVisible);
    }

    /**
     * Whether the character is visible: not a space, a mark without a letter, or a letter that is blank by definition.
     */
    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK -> false;
            default -> BLANK_LETTERS.indexOf(c) < 0;
        };
    }

    /** A surrogate met as a code point is unpaired. */
    private static boolean isAllowed(int c, boolean severalLines) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> severalLines && (c == '\n' || c == '\r' || c == '\t');
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> severalLines;
            case Character.SURROGATE -> false;
            default -> true;
        };
    }

    static boolean accept(@Nullable String fault, ConstraintValidatorContext context) {
        if (fault == null) {
            return true;
        }
        context.disableDefaultConstraintViolation();
        context.buildConstraintViolationWithTemplate(fault).addConstraintViolation();
        return false;
    }

    /** Reports the error of each name as one of the property of that name; returns true if there is none. */
    public static boolean acceptEach(
            Collection<String> names, Function<String, @Nullable String> faultOf, ConstraintValidatorContext context) {
        context.disableDefaultConstraintViolation();
        boolean isValid = true;
        for (String name : names) {
            String fault = faultOf.apply(name);
            if (fault != null) {
                context.buildConstraintViolationWithTemplate(fault)
                        .addPropertyNode(name)
                        .addConstraintViolation();
                isValid = false;
            }
        }
        return isValid;
    }

    /** Sanitises a machine's text as one valid line: truncated, with spaces for forbidden characters; may be empty. */
    public static String asLine(String text, int max) {
        return isVisible(text) ? cut(allowed(text, false).strip().replaceAll(" {2,}", " "), max) : "";
    }

    /** Sanitises a machine's text as valid prose: truncated, with spaces for forbidden characters; may be empty. */
    public static String asProse(String text, int max) {
        return isVisible(text) ? cut(tidy(allowed(text, true)), max) : "";
    }

    private static String allowed(String text, boolean severalLines) {
        StringBuilder allowed = new StringBuilder(text.length());
        text.codePoints().map(c -> isAllowed(c, severalLines) ? c : ' ').forEach(allowed::appendCodePoint);
        return allowed.toString();
    }

    private static String cut(String text, int max) {
        return text.codePointCount(0, text.length()) <= max
                ? text
                : text.substring(0, text.offsetByCodePoints(0, max - 1)).strip() + "…";
    }

    /** Normalises prose for storage: line feeds only, trimmed. */
    public static String tidy(String prose) {
        return prose.replace("\r\n", "\n").replace('\r', '\n').strip();
    }
}

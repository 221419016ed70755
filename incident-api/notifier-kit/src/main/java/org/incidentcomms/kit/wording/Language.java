package org.incidentcomms.kit.wording;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A language in which the fixed texts exist. What an operator wrote is in it only if they wrote it in it. */
public enum Language {
    ENGLISH("en"),
    GERMAN("de"),
    FRENCH("fr"),
    SPANISH("es"),
    JAPANESE("ja");

    private static final List<String> TAGS =
            Arrays.stream(values()).map(Language::tag).toList();

    private final String tag;
    private final Locale locale;

    Language(String tag) {
        this.tag = tag;
        // English texts have always used American names of zones and days.
        this.locale = tag.equals("en") ? Locale.US : Locale.forLanguageTag(tag);
    }

    /** IETF tag: {@code de}. */
    public String tag() {
        return tag;
    }

    /** The locale of its dates and numbers. */
    public Locale locale() {
        return locale;
    }

    /** The IETF tags of all languages. */
    public static List<String> tags() {
        return TAGS;
    }

    /**
     * The language of an IETF tag; the region does not matter.
     *
     * @param tag such as {@code de} or {@code de-AT}; null, blank or unknown is empty
     */
    public static Optional<Language> of(@Nullable String tag) {
        String primary = tag == null ? "" : Locale.forLanguageTag(tag.strip()).getLanguage();
        return Arrays.stream(values())
                .filter(language -> language.tag.equals(primary))
                .findFirst();
    }

    /**
     * The best match for the header {@code Accept-Language} (RFC 9110, RFC 4647 lookup); empty if none matches, or if the
     * header is missing or malformed.
     */
    public static Optional<Language> accepted(@Nullable String acceptLanguage) {
        try {
            return acceptLanguage == null
                    ? Optional.empty()
                    : of(Locale.lookupTag(Locale.LanguageRange.parse(acceptLanguage), TAGS));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

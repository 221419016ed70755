package org.incidentcomms.kit.wording;

import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fixed texts in one language: UTF-8 properties files, one per language, with {@code {0}} to {@code {9}} for values.
 * Every language has the same keys, which a test compares; a missing one would be shown in English.
 */
public final class MessageBundle {
    private static final Pattern VALUE = Pattern.compile("\\{(\\d)}");

    private final Language language;
    private final ResourceBundle texts;

    /**
     * Loads a bundle.
     *
     * @param owner the class beside which the files are; its loader reads them
     * @param name of the files, without language and extension
     * @throws MissingResourceException if there is no such file
     */
    public MessageBundle(Class<?> owner, String name, Language language) {
        this.language = language;
        this.texts = ResourceBundle.getBundle(
                owner.getPackageName() + "." + name,
                language.locale(),
                owner.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    public Language language() {
        return language;
    }

    /** IETF tag, for the attribute {@code lang}. */
    public String tag() {
        return language.tag();
    }

    /**
     * The text of a key with its values.
     *
     * @throws MissingResourceException if there is no such key
     */
    public String text(String key, Object... values) {
        String text = texts.getString(key);
        return values.length == 0
                ? text
                : VALUE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(values[number(match)].toString()));
    }

    /** As {@link #text}, for a text that is HTML; the values are escaped. */
    public String html(String key, Object... values) {
        return VALUE.matcher(texts.getString(key))
                .replaceAll(match -> Matcher.quoteReplacement(escape(values[number(match)].toString())));
    }

    private static int number(MatchResult match) {
        return Integer.parseInt(match.group(1));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}

package org.incidentcomms.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.incidentcomms.kit.wording.Language;

/** Looks at the files of a message bundle themselves: a bundle would show English where a key is missing. */
public final class TranslatedTexts {
    private static final Pattern VALUE = Pattern.compile("\\{\\d}");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    private TranslatedTexts() {}

    /**
     * Fails unless every text exists in every language, with the same links and no other values.
     *
     * @param name of the bundle, relative to {@code beside}
     */
    public static void assertComplete(Class<?> beside, String name) throws IOException {
        Properties english = texts(beside, name);
        for (Language language : Language.values()) {
            if (language != Language.ENGLISH) {
                Properties translated = texts(beside, name + "_" + language.tag());
                assertThat(translated.stringPropertyNames())
                        .as(language.tag())
                        .isEqualTo(english.stringPropertyNames());
                for (String key : english.stringPropertyNames()) {
                    String text = translated.getProperty(key);
                    assertThat(text).as(key).isNotBlank();
                    assertThat(found(VALUE, english.getProperty(key))).as(key).containsAll(found(VALUE, text));
                    assertThat(found(TAG, text)).as(key).isEqualTo(found(TAG, english.getProperty(key)));
                }
            }
        }
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).toList();
    }

    private static Properties texts(Class<?> beside, String name) throws IOException {
        Properties texts = new Properties();
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(beside.getResourceAsStream(name + ".properties"), name),
                StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        return texts;
    }
}

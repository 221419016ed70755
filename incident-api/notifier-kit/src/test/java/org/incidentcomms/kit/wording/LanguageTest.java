package org.incidentcomms.kit.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LanguageTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "de|de",
                "de-AT, en;q=0.8|de",
                "nl, fr-CA;q=0.7, en;q=0.3|fr",
                "en-GB, de;q=0.9|en",
                "ja;q=0.1|ja",
                "nl|-",
                "*|-",
                "de;q=x|-",
                "'\";;,,'|-",
                "-|-"
            })
    void theBestOfTheBrowsersLanguagesIsTaken(String header, String tag) {
        assertThat(Language.accepted(header).map(Language::tag).orElse(null)).isEqualTo(tag);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "-",
            value = {"de,de", "pt-BR,-", "es-MX,es", "'',-", "-,-", "../../x,-"})
    void aTagOfAnotherRegionIsTheSameLanguage(String tag, String language) {
        assertThat(Language.of(tag).map(Language::tag).orElse(null)).isEqualTo(language);
    }

    /** Read from the files, for a bundle would show English where a key is missing. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void everyConstantHasALabelInEveryLanguage(Language language) throws IOException {
        Properties texts = new Properties();
        String file = "wording" + (language == Language.ENGLISH ? "" : "_" + language.tag()) + ".properties";
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(Language.class.getResourceAsStream(file)), StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        Stream<String> constants = Stream.of(
                        keys("status", Status.values()),
                        keys("component", ComponentStatus.values()),
                        keys("impact", Impact.values()),
                        keys("reschedule", RescheduleKind.values()))
                .flatMap(keys -> keys);
        Stream<String> times = Stream.of(
                        "clock",
                        "day",
                        "day_year",
                        "instant",
                        "zone",
                        "brief",
                        "brief_clock",
                        "brief_day",
                        "brief_year")
                .map(key -> "time." + key);
        Stream<String> sentences = Stream.of("window.same_day", "window.two_days", "next_update");

        assertThat(texts.stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(Stream.of(constants, times, sentences)
                        .flatMap(keys -> keys)
                        .toList());
        assertThat(texts.values()).noneMatch(text -> text.toString().isBlank());
    }

    @Test
    void valuesAreInsertedAsTheyAreAndEscapedInHtml() {
        MessageBundle bundle = new MessageBundle(Language.class, "wording", Language.FRENCH);

        assertThat(bundle.text("time.zone", "$1 \\ {1}", "l'été")).isEqualTo("$1 \\ {1} (l'été)");
        assertThat(bundle.html("time.zone", "<b>", "\"&'")).isEqualTo("&lt;b&gt; (&quot;&amp;&#39;)");
    }

    private static Stream<String> keys(String group, Enum<?>[] constants) {
        return Arrays.stream(constants)
                .map(constant -> group + "." + constant.name().toLowerCase(java.util.Locale.ROOT));
    }
}

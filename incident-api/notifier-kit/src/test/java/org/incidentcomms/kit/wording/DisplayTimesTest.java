package org.incidentcomms.kit.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.ChannelTexts;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;
import org.incidentcomms.events.WindowSentence;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTimesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");
    private static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "ENGLISH|Saturday, March 28th, between 10:00 am and 4:30 pm Central European Standard Time (GMT +01:00)",
                "GERMAN|Samstag, 28. März, zwischen 10:00 Uhr und 16:30 Uhr, Mitteleuropäische Normalzeit (GMT +01:00)",
                "FRENCH|Samedi 28 mars, entre 10:00 et 16:30, heure normale d’Europe centrale (GMT +01:00)",
                "SPANISH|Sábado, 28 de marzo, entre las 10:00 y las 16:30, hora estándar de Europa central (GMT +01:00)",
                "JAPANESE|3月28日(土曜日) 10:00～16:30、中央ヨーロッパ標準時（GMT +01:00）"
            })
    void aWindowWithinADayNamesWeekdayDateTimesAndZone(Language language, String sentence) {
        assertThat(new DisplayTimes(language).window(window("2026-03-28T09:00:00Z", "2026-03-28T15:30:00Z"), NOW))
                .isEqualTo(sentence);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "GERMAN|Samstag, 28. März, 23:00 Uhr Mitteleuropäische Normalzeit (GMT +01:00) bis Sonntag, 29. März, 5:00 Uhr, Mitteleuropäische Sommerzeit (GMT +02:00)",
                "JAPANESE|3月28日(土曜日) 23:00 中央ヨーロッパ標準時（GMT +01:00） ～ 3月29日(日曜日) 5:00、中央ヨーロッパ夏時間（GMT +02:00）"
            })
    void aWindowInWhichTheClocksChangeNamesBothOffsetsAndDays(Language language, String sentence) {
        assertThat(new DisplayTimes(language).window(window("2026-03-28T22:00:00Z", "2026-03-29T03:00:00Z"), NOW))
                .isEqualTo(sentence);
    }

    @Test
    void aDistantDateNamesItsYear() {
        Instant distant = Instant.parse("2027-01-04T07:05:00Z");

        assertThat(new DisplayTimes(Language.FRENCH).instant(distant, BERLIN, NOW))
                .isEqualTo("lundi 4 janvier 2027 à 08:05, heure normale d’Europe centrale (GMT +01:00)");
        assertThat(new DisplayTimes(Language.JAPANESE).brief(distant, ZoneId.of("Asia/Tokyo"), NOW))
                .isEqualTo("2027年1月4日(月) 16:05 JST");
    }

    @Test
    void englishIsTheSentenceThatAutomaticMessagesContain() {
        Window window = window("2026-03-28T09:00:00Z", "2026-03-29T15:30:00Z");

        assertThat(new DisplayTimes(Language.ENGLISH).window(window, NOW))
                .isEqualToIgnoringCase(WindowSentence.of(window, NOW));
        assertThat(new DisplayTimes(Language.ENGLISH).brief(window.startsAt(), ZoneId.of("America/Los_Angeles"), NOW))
                .isEqualTo("Sat, Mar 28, 2:00 am PDT");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "ENGLISH|Next update by 2:30 pm PDT|Next update by Sat, Mar 21, 1:00 am PDT",
                "GERMAN|Nächste Meldung bis 14:30 Uhr PDT|Nächste Meldung bis Sa., 21. März, 1:00 Uhr PDT",
                "JAPANESE|次回の更新: 14:30 PDT まで|次回の更新: 3月21日(土) 1:00 PDT まで"
            })
    void aPromisedUpdateNamesItsDayOnlyIfThatIsAnotherOne(Language language, String today, String tomorrow) {
        assertThat(promise(language, "2026-03-20T21:30:00Z")).contains(today);
        assertThat(promise(language, "2026-03-21T08:00:00Z")).contains(tomorrow);
    }

    @Test
    void anUpdateThatIsNotTheNewestPromisesNothing() {
        Instant by = Instant.parse("2026-03-20T21:30:00Z");
        Incident incident = incident(by, by);
        DisplayTimes english = new DisplayTimes(Language.ENGLISH);

        assertThat(english.nextUpdate(incident, incident.updates().getFirst(), PACIFIC))
                .isEmpty();
        assertThat(english.nextUpdate(incident, incident.updates().getLast(), PACIFIC))
                .isPresent();
    }

    private static Optional<String> promise(Language language, String by) {
        Incident incident = incident(null, Instant.parse(by));
        return new DisplayTimes(language)
                .nextUpdate(incident, incident.updates().getLast(), PACIFIC);
    }

    /** Told at noon UTC, which is five in the morning in Los Angeles. */
    private static Incident incident(@Nullable Instant promisedFirst, Instant promisedLast) {
        return new Incident(
                "i1",
                "slow-log-in",
                2,
                IncidentKind.INCIDENT,
                "Slow log-in",
                Status.IDENTIFIED,
                Impact.MAJOR,
                List.of(),
                NOW,
                NOW,
                NOW,
                null,
                null,
                null,
                List.of(update("u1", promisedFirst), update("u2", promisedLast)),
                null,
                false);
    }

    private static Update update(String id, @Nullable Instant nextUpdateAt) {
        return new Update(
                        id,
                        id,
                        Status.IDENTIFIED,
                        null,
                        "We are looking into it.",
                        null,
                        List.of(),
                        NOW,
                        null,
                        0,
                        ChannelSelection.EVERYBODY,
                        ChannelTexts.COMPOSED,
                        List.of())
                .with(null, nextUpdateAt, false);
    }

    private static Window window(String from, String to) {
        return new Window(Instant.parse(from), Instant.parse(to), BERLIN);
    }
}

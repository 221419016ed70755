package org.incidentcomms.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.junit.jupiter.api.Test;

/** What operators wrote in several languages, for readers of one. */
class TranslationsTest {
    private final Incident incident = read();

    @Test
    void aReaderGetsWhatIsTranslatedAndTheRestAsItWasWritten() {
        Incident german = incident.in("de");

        assertThat(german.title()).isEqualTo("Langsame Anmeldung");
        assertThat(german.updates().getFirst().message()).startsWith("Die Anmeldung dauert");
        assertThat(german.updates().getFirst().headline()).isNull();
        assertThat(german.updates().getLast().message()).isEqualTo("Logging in is as fast as usual.");
        assertThat(german.updates().getLast().headline()).isEqualTo("Log-in is fast again");
        assertThat(Objects.requireNonNull(german.postmortem()).body()).isEqualTo("Ein Cache war zu klein.");
    }

    @Test
    void aLanguageNobodyWroteInGetsTheDefault() {
        assertThat(incident.in("fr")).isEqualTo(incident);
    }

    @Test
    void regionsFindTheirLanguageAndLanguagesTheirRegions() {
        Map<String, String> texts = Map.of("de", "Deutsch", "pt-BR", "Português", "zh-Hant", "繁體");

        assertThat(Translations.find(texts, "de-AT")).contains("Deutsch");
        assertThat(Translations.find(texts, "pt")).contains("Português");
        assertThat(Translations.find(texts, "zh-Hant-TW")).contains("繁體");
        assertThat(Translations.find(texts, "d")).isEmpty();
    }

    @Test
    void aTextForOneChannelDoesNotReplaceATranslation() {
        Update update = incident.updates().getFirst();
        Update withSubject = new Update(
                        update.id(),
                        update.slug(),
                        update.status(),
                        null,
                        update.message(),
                        null,
                        update.components(),
                        update.postedAt(),
                        null,
                        0,
                        update.notified(),
                        new ChannelTexts(Map.of(ChannelTexts.EMAIL_SUBJECT, "Log-in is slow")),
                        update.history())
                .translated(update.translations());

        assertThat(withSubject.in("de").texts()).isEqualTo(ChannelTexts.COMPOSED);
        assertThat(withSubject.in("fr").texts().emailSubject()).isEqualTo("Log-in is slow");
    }

    private static Incident read() {
        Sample sample = Sample.events().stream()
                .filter(one -> one.name().equals("v1.3/postmortem.published.json"))
                .findFirst()
                .orElseThrow();
        return ((IncidentEvent) new EventCodec()
                        .decode(sample.headers(), Sample.bytes(sample.data()))
                        .data())
                .incident();
    }
}

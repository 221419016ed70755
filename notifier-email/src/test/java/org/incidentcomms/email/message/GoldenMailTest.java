package org.incidentcomms.email.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.incidentcomms.email.ClickTime;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.wording.Language;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the mail of every kind of announcement with {@code src/test/resources/golden}. With {@code -Dgolden=write}
 * the files are rewritten; review them before committing.
 */
class GoldenMailTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    private static final MailSettings SETTINGS = new MailSettings(
            FromAddress.parse("ClickTime Status <status@clicktime.example>"),
            "clicktime.example",
            URI.create("https://updates.clicktime.example/"));

    private static final MailComposer COMPOSER = BuiltInMails.composer(SETTINGS, ClickTime.COMPANY);

    static Stream<Arguments> announcements() {
        return GoldenAnnouncements.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("announcements")
    void saysWhatTheGoldenFilesSay(String name, PublishedEvent event) throws IOException {
        ComposedMail mail = COMPOSER.compose(event);

        assertGolden(name + ".txt", "Subject: " + mail.subject() + "\n\n" + mail.text());
        assertGolden(name + ".html", mail.html());
    }

    /** One mail of each kind in every other language, for a reader in Berlin or Tokyo. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("translated")
    void saysTheFixedWordsInTheReadersLanguage(String name, Language language, PublishedEvent event)
            throws IOException {
        ZoneId zone = ZoneId.of(language == Language.JAPANESE ? "Asia/Tokyo" : "Europe/Berlin");

        ComposedMail mail = COMPOSER.compose(event, new MailVariant(language, zone));

        assertGolden(name + "." + language.tag() + ".txt", "Subject: " + mail.subject() + "\n\n" + mail.text());
        assertGolden(name + "." + language.tag() + ".html", mail.html());
    }

    static Stream<Arguments> translated() {
        return GoldenAnnouncements.all()
                .filter(kind ->
                        Set.of("incident-monitoring", "maintenance-rescheduled").contains((String) kind.get()[0]))
                .flatMap(kind -> Arrays.stream(Language.values())
                        .filter(language -> language != Language.ENGLISH)
                        .map(language -> Arguments.of(kind.get()[0], language, kind.get()[1])));
    }

    /** Each mail about a subscription, in every language. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("letters")
    void writesEachLetterInEveryLanguage(Letter letter, Language language) throws IOException {
        SubscriptionMailComposer letters = new SubscriptionMailComposer(
                SETTINGS,
                ClickTime.COMPANY,
                BuiltInMails.TEMPLATES,
                DkimSigner.none(),
                Clock.fixed(Instant.parse("2026-02-02T18:00:00Z"), ZoneOffset.UTC));
        String note = letter == Letter.WELCOME ? "Ticket 4711: <please> add us & our team" : null;
        String name = "letter-" + letter.name().toLowerCase(Locale.ROOT) + "." + language.tag();

        LetterView view = letters.view(
                letter,
                new SubscriptionMailComposer.Occasion(
                        Instant.parse("2026-02-02T17:30:00Z"), note, language.tag(), null),
                new MailVariant(language, null));

        assertGolden(name + ".txt", BuiltInMails.TEMPLATES.text(view));
        assertGolden(name + ".html", BuiltInMails.TEMPLATES.html(view));
    }

    static Stream<Arguments> letters() {
        return Arrays.stream(Letter.values())
                .flatMap(letter -> Arrays.stream(Language.values()).map(language -> Arguments.of(letter, language)));
    }

    private static void assertGolden(String file, String actual) throws IOException {
        Path golden = GOLDEN.resolve(file);
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(golden, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(golden));
    }
}

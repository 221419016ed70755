package org.incidentcomms.blog.site.calendar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import org.incidentcomms.blog.site.ClickTimeStory;
import org.incidentcomms.blog.site.Told;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Update;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // a property that is missing fails the test
class MaintenanceCalendarTest {
    private static final Instant NOW = Instant.parse("2026-03-10T18:05:30Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final SiteModel model = new SiteModel();
    private final MaintenanceCalendar calendar = new MaintenanceCalendar(new Company(
            "Acme",
            ZoneId.of("America/Los_Angeles"),
            "@acme",
            "Acme",
            "support",
            URI.create("https://status.acme.example")));

    @Test
    void aCalendarWithoutMaintenancesNamesItselfAndSaysHowOftenToLook() {
        assertThat(text())
                .startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
                .contains("\r\nNAME:Acme maintenance\r\n", "\r\nX-WR-CALNAME:Acme maintenance\r\n")
                .contains("\r\nREFRESH-INTERVAL;VALUE=DURATION:PT15M\r\n", "\r\nX-PUBLISHED-TTL:PT15M\r\n")
                .doesNotContain("VEVENT", "METHOD");
    }

    @Test
    void aMaintenanceKeepsItsUidAndCountsUp() throws Exception {
        Told work = Told.maintenance("work", "Move; of, data\\", NOW.plus(HOUR), HOUR)
                .hitting("web", "Web", ComponentStatus.UNDER_MAINTENANCE);
        model.apply(work.step(NOW, Status.SCHEDULED, null, "We **move**, soon."));

        assertThat(unfolded())
                .contains("UID:work\r\nSEQUENCE:1\r\nDTSTAMP:20260310T180530Z\r\n")
                .contains("DTSTART;TZID=America/Los_Angeles:20260310T120530\r\n")
                .contains("DTEND;TZID=America/Los_Angeles:20260310T130530\r\n")
                .contains("SUMMARY:Move\\; of\\, data\\\\\r\n")
                .contains("DESCRIPTION:We move\\, soon.\\n\\nAffected: Web\r\n")
                .contains("STATUS:CONFIRMED\r\n", "URL:https://status.acme.example/incidents/work\r\n");
        assertThat(event().getSummary().getValue()).isEqualTo("Move; of, data\\");

        model.apply(work.step(NOW.plusSeconds(60), Status.SCHEDULED, null, "Later."));
        assertThat(unfolded()).contains("UID:work\r\nSEQUENCE:2\r\nDTSTAMP:20260310T180630Z\r\n");

        model.apply(work.step(NOW.plusSeconds(90), Status.CANCELLED, null, "Not at all."));
        assertThat(unfolded())
                .contains("UID:work\r\nSEQUENCE:3\r\n", "SUMMARY:Cancelled: Move", "STATUS:CANCELLED\r\n");

        model.apply(work.withdraw(NOW.plusSeconds(120)));
        assertThat(text()).doesNotContain("VEVENT");
    }

    @Test
    void aMaintenanceIsToldInTheLanguageOfTheCalendarIfItIsTranslated() throws Exception {
        Company acme = new Company(
                "Acme", ZoneId.of("Europe/Berlin"), "@acme", "Acme", "support", URI.create("https://acme.example"));
        MaintenanceCalendar german = new MaintenanceCalendar(
                acme.in(Language.of("de").orElseThrow(), URI.create("https://acme.example/de")));
        Told work = Told.maintenance("work", "Move", NOW.plus(HOUR), HOUR)
                .hitting("web", "Web", ComponentStatus.UNDER_MAINTENANCE);
        model.apply(work.translated(
                NOW, Status.SCHEDULED, "We move.", "de", "Umzug", new Update.Translation(null, "Wir ziehen um.")));

        assertThat(new String(german.of(model).getFirst().content().get(), UTF_8))
                .contains("\r\nNAME:Wartung von Acme\r\n", "\r\nURL:https://acme.example/de/maintenance\r\n")
                .contains("\r\nSUMMARY:Umzug\r\n", "\r\nDESCRIPTION:Wir ziehen um.\\n\\nBetroffen: Web\r\n");

        model.apply(work.step(NOW, Status.CANCELLED, null, "We stay."));
        assertThat(new String(german.of(model).getFirst().content().get(), UTF_8))
                .contains("\r\nSUMMARY:Abgesagt: Umzug\r\n", "\r\nDESCRIPTION:We stay.\\n");
    }

    /** The zones' times must be right also in the year's other half. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "America/Los_Angeles",
                "Europe/Berlin",
                "Asia/Tokyo",
                "Asia/Kolkata",
                "Australia/Lord_Howe",
                "Africa/Casablanca",
                "Europe/Dublin"
            })
    void aProgramThatReadsTheZonesDefinitionFindsTheInstant(String zone) throws Exception {
        for (String at : List.of("2026-01-15T10:00:00Z", "2026-03-08T10:30:00Z", "2026-07-15T10:00:00Z")) {
            SiteModel one = new SiteModel();
            Instant start = Instant.parse(at);
            one.apply(Told.maintenance("work", "Work", start, HOUR, ZoneId.of(zone))
                    .step(NOW, Status.SCHEDULED, null, "x"));
            String text = new String(bytes(one), UTF_8);

            assertThat(text).contains("BEGIN:VTIMEZONE\r\nTZID:" + zone);
            VEvent event = parsed(text).<VEvent>getComponents("VEVENT").getFirst();
            assertThat(Instant.from(event.getDateTimeStart().getDate()))
                    .as(zone + " " + at)
                    .isEqualTo(start);
        }
    }

    @Test
    void aTimeInTheHourThatAutumnRepeatsIsInUtc() {
        model.apply(Told.maintenance("work", "Work", Instant.parse("2026-11-01T09:30:00Z"), HOUR)
                .step(NOW, Status.SCHEDULED, null, "x"));

        assertThat(unfolded())
                .contains("DTSTART:20261101T093000Z\r\n")
                .contains("DTEND;TZID=America/Los_Angeles:20261101T023000\r\n");
    }

    @Test
    void aZoneThatIsUtcNeedsNoDefinition() {
        model.apply(Told.maintenance("work", "Work", NOW, HOUR, ZoneId.of("Etc/UTC"))
                .step(NOW, Status.SCHEDULED, null, "x"));

        assertThat(text()).contains("DTSTART:20260310T180530Z\r\n").doesNotContain("VTIMEZONE");
    }

    @Test
    void longLinesAreFoldedBetweenCharacters() throws Exception {
        String title = "Wartung über Nacht, 夜間メンテナンス 🔧 ".repeat(9).strip();
        model.apply(Told.maintenance("work", title, NOW, HOUR).step(NOW, Status.SCHEDULED, null, "x"));

        assertThat(text().split("\r\n")).allMatch(line -> line.getBytes(UTF_8).length <= 75);
        assertThat(event().getSummary().getValue()).isEqualTo(title);
    }

    @Test
    void aLongHistoryIsValidAndLimited() {
        ClickTimeStory.busy(NOW).forEach(model::apply);
        for (int number = 0; number < 300; number++) {
            Told work = Told.maintenance(
                    "w" + number, "\u0000\r\nEND:VEVENT " + number, NOW.plus(HOUR.multipliedBy(number)), HOUR);
            model.apply(work.step(NOW, Status.SCHEDULED, null, "a\u0007\rb"));
            if (number < 100) {
                model.apply(work.step(NOW, number % 2 == 0 ? Status.COMPLETED : Status.CANCELLED, null, "x"));
            }
        }

        assertThat(text().split("BEGIN:VEVENT", -1)).hasSize(1 + 200 + 50);
    }

    private VEvent event() throws Exception {
        return parsed(text()).<VEvent>getComponents("VEVENT").getFirst();
    }

    private String unfolded() {
        return text().replace("\r\n ", "");
    }

    /** The file, which is valid. */
    private String text() {
        return new String(bytes(model), UTF_8);
    }

    private byte[] bytes(SiteModel shown) {
        byte[] bytes = calendar.of(shown).getFirst().content().get();
        assertThat(parsed(new String(bytes, UTF_8)).validate(true).getEntries()).isEmpty();
        return bytes;
    }

    private static Calendar parsed(String text) {
        try {
            return new CalendarBuilder().build(new ByteArrayInputStream(text.getBytes(UTF_8)));
        } catch (java.io.IOException | net.fortuna.ical4j.data.ParserException e) {
            throw new AssertionError(text, e);
        }
    }
}

package org.incidentcomms.kit.wording;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;
import org.incidentcomms.events.WindowSentence;

/**
 * Times and windows in a language, with weekday, date, the zone's name and its GMT offset. English is {@link
 * WindowSentence}; the other languages have a pattern for each form, so that they do not change with the JDK.
 */
public final class DisplayTimes {
    private final Language language;
    private final MessageBundle wording;

    public DisplayTimes(Language language) {
        this.language = language;
        this.wording = StatusLabels.wording(language);
    }

    /** The window in its own zone, as seen at {@code now}; begins with a capital letter where the language has them. */
    public String window(Window window, Instant now) {
        if (language == Language.ENGLISH) {
            String sentence = WindowSentence.of(window, now);
            return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
        }
        ZonedDateTime start = window.startsAt().atZone(window.timeZone());
        ZonedDateTime end = window.endsAt().atZone(window.timeZone());
        boolean year = WindowSentence.namesYear(window, now);
        String startZone = start.getOffset().equals(end.getOffset()) ? "" : " " + zone(start);
        String from = clock(start) + startZone;
        String to = clock(end);
        return capitalised(
                start.toLocalDate().equals(end.toLocalDate())
                        ? wording.text("window.same_day", day(start, year), from, to, zone(end))
                        : wording.text("window.two_days", day(start, year), from, day(end, year), to, zone(end)));
    }

    /** One instant in {@code zone}, as seen at {@code now}. */
    public String instant(Instant instant, ZoneId zone, Instant now) {
        if (language == Language.ENGLISH) {
            return WindowSentence.of(instant, zone, now);
        }
        ZonedDateTime at = instant.atZone(zone);
        return wording.text("time.instant", day(at, WindowSentence.namesYear(instant, zone, now)), clock(at), zone(at));
    }

    /** The short form for a subject line: "Sat, Aug 5, 10:00 am PDT". */
    public String brief(Instant instant, ZoneId zone, Instant now) {
        ZonedDateTime at = instant.atZone(zone);
        String day = format(WindowSentence.namesYear(instant, zone, now) ? "time.brief_year" : "time.brief_day", at);
        return wording.text("time.brief", day, clock(at), zoneName(at, TimeZone.SHORT));
    }

    /**
     * What {@code update} promises: "Next update by 2:30 pm PDT", with the day if it is another one in {@code zone}.
     * Empty if a newer update has taken its place, or the incident has ended.
     */
    public Optional<String> nextUpdate(Incident incident, Update update, ZoneId zone) {
        Instant by = incident.nextUpdateAt();
        if (by == null || !incident.newest().filter(update::equals).isPresent()) {
            return Optional.empty();
        }
        ZonedDateTime at = by.atZone(zone);
        Instant now = incident.updatedAt();
        return Optional.of(wording.text(
                "next_update",
                at.toLocalDate().equals(now.atZone(zone).toLocalDate())
                        ? wording.text("time.brief_clock", clock(at), zoneName(at, TimeZone.SHORT))
                        : brief(by, zone, now)));
    }

    private String day(ZonedDateTime at, boolean year) {
        return format(year ? "time.day_year" : "time.day", at);
    }

    /** Without the formatter's "a", whose text and preceding space differ between JDKs' locale data. */
    private String clock(ZonedDateTime at) {
        String clock = format("time.clock", at);
        return language == Language.ENGLISH ? clock + (at.getHour() < 12 ? " am" : " pm") : clock;
    }

    private String zone(ZonedDateTime at) {
        ZoneId zone = at.getZone().normalized();
        String offset = "GMT " + (at.getOffset().equals(ZoneOffset.UTC) ? "+00:00" : at.getOffset());
        return zone instanceof ZoneOffset && !zone.equals(ZoneOffset.UTC)
                ? offset
                : wording.text("time.zone", zoneName(at, TimeZone.LONG), offset);
    }

    private String zoneName(ZonedDateTime at, int style) {
        boolean summer = at.getZone().getRules().isDaylightSavings(at.toInstant());
        return TimeZone.getTimeZone(at.getZone()).getDisplayName(summer, style, language.locale());
    }

    private String format(String pattern, ZonedDateTime at) {
        return DateTimeFormatter.ofPattern(wording.text(pattern), language.locale())
                .format(at);
    }

    private static String capitalised(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}

package org.incidentcomms.events;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.TimeZone;

/**
 * Formats a window as text: "Saturday, August 5th, between 10:00 am and 4:00 pm Pacific Daylight Time (GMT -07:00)".
 * The same on every JVM, whatever its locale and zone.
 */
public final class WindowSentence {
    /** Half a year: beyond it a date without its year would be read as one of another year. */
    private static final Duration SO_FAR_THAT_THE_YEAR_IS_TOLD = Duration.ofDays(182);

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("h:mm", Locale.US);

    private WindowSentence() {}

    /**
     * Formats the window in its own zone, as seen at {@code now}; names both zone offsets if the clocks change within
     * it, both days if it spans two, and the year if {@link #namesYear(Window, Instant)} says so.
     */
    public static String of(Window window, Instant now) {
        ZonedDateTime start = window.startsAt().atZone(window.timeZone());
        ZonedDateTime end = window.endsAt().atZone(window.timeZone());
        boolean year = namesYear(window, now);
        String startZone = start.getOffset().equals(end.getOffset()) ? "" : " " + zone(start);
        if (start.toLocalDate().equals(end.toLocalDate())) {
            return day(start, year) + ", between " + clock(start) + startZone + " and " + clock(end) + " " + zone(end);
        }
        return "from " + day(start, year) + ", " + clock(start) + startZone + " to " + day(end, year) + ", "
                + clock(end) + " " + zone(end);
    }

    /**
     * Formats an instant in {@code zone}, as seen at {@code now}: "Monday, February 2nd, 5:30 pm Pacific Standard Time
     * (GMT -08:00)", with its year if {@link #namesYear(Instant, ZoneId, Instant)} says so.
     */
    public static String of(Instant instant, ZoneId zone, Instant now) {
        ZonedDateTime at = instant.atZone(zone);
        return day(at, namesYear(instant, zone, now)) + ", " + clock(at) + " " + zone(at);
    }

    /**
     * Whether a date is shown with its year at {@code now}: if the current year in {@code zone} is another one, and if
     * the date is half a year away or more.
     */
    public static boolean namesYear(Instant told, ZoneId zone, Instant now) {
        return told.atZone(zone).getYear() != now.atZone(zone).getYear()
                || Duration.between(now, told).abs().compareTo(SO_FAR_THAT_THE_YEAR_IS_TOLD) >= 0;
    }

    /**
     * As {@link #namesYear(Instant, ZoneId, Instant)}, for both ends of a window: either both show the year or neither.
     */
    public static boolean namesYear(Window window, Instant now) {
        return namesYear(window.startsAt(), window.timeZone(), now)
                || namesYear(window.endsAt(), window.timeZone(), now);
    }

    private static String day(ZonedDateTime at, boolean year) {
        return at.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.US) + ", "
                + at.getMonth().getDisplayName(TextStyle.FULL, Locale.US) + " " + ordinal(at.getDayOfMonth())
                + (year ? ", " + at.getYear() : "");
    }

    /** Replaces the formatter's "a", whose text and preceding space differ between JDKs' locale data. */
    private static String clock(ZonedDateTime at) {
        return CLOCK.format(at) + (at.getHour() < 12 ? " am" : " pm");
    }

    private static String zone(ZonedDateTime at) {
        ZoneId zone = at.getZone().normalized();
        String offset = "GMT " + (at.getOffset().equals(ZoneOffset.UTC) ? "+00:00" : at.getOffset());
        if (zone instanceof ZoneOffset && !zone.equals(ZoneOffset.UTC)) {
            return offset;
        }
        boolean summer = zone.getRules().isDaylightSavings(at.toInstant());
        return TimeZone.getTimeZone(at.getZone()).getDisplayName(summer, TimeZone.LONG, Locale.US) + " (" + offset
                + ")";
    }

    private static String ordinal(int day) {
        String suffix = switch (day % 100 / 10 == 1 ? 0 : day % 10) {
            case 1 -> "st";
            case 2 -> "nd";
            case 3 -> "rd";
            default -> "th";
        };
        return day + suffix;
    }
}

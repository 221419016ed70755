package org.incidentcomms.kit.wording;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import org.incidentcomms.events.Window;

/**
 * A window told the way people read it: "Saturday, August 5th, between 10:00 am and 4:00 pm Pacific Daylight Time (GMT
 * -07:00)".
 */
public final class WindowSentence {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("h:mm a", Locale.US);

    private WindowSentence() {}

    /** The window in its own zone; both zones are named where the clocks change within it, both days where it spans two. */
    public static String of(Window window) {
        ZonedDateTime start = window.startsAt().atZone(window.timeZone());
        ZonedDateTime end = window.endsAt().atZone(window.timeZone());
        boolean sameOffset = start.getOffset().equals(end.getOffset());
        if (start.toLocalDate().equals(end.toLocalDate())) {
            return day(start) + ", between " + time(start) + (sameOffset ? "" : " " + zone(start)) + " and " + time(end)
                    + " " + zone(end);
        }
        return "from " + day(start) + ", " + time(start) + (sameOffset ? "" : " " + zone(start)) + " to " + day(end)
                + ", " + time(end) + " " + zone(end);
    }

    /** An instant in {@code zone}: "Monday, February 2nd, 5:30 pm Pacific Standard Time (GMT -08:00)". */
    public static String of(Instant instant, ZoneId zone) {
        ZonedDateTime at = instant.atZone(zone);
        return day(at) + ", " + time(at) + " " + zone(at);
    }

    private static String day(ZonedDateTime at) {
        return at.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.US) + ", "
                + at.getMonth().getDisplayName(TextStyle.FULL, Locale.US) + " " + ordinal(at.getDayOfMonth());
    }

    private static String time(ZonedDateTime at) {
        return TIME.format(at).toLowerCase(Locale.ROOT);
    }

    private static String zone(ZonedDateTime at) {
        boolean summer = at.getZone().getRules().isDaylightSavings(at.toInstant());
        String name =
                java.util.TimeZone.getTimeZone(at.getZone()).getDisplayName(summer, java.util.TimeZone.LONG, Locale.US);
        String offset = at.getOffset().getTotalSeconds() == 0
                ? "+00:00"
                : at.getOffset().getId();
        return name + " (GMT " + offset + ")";
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

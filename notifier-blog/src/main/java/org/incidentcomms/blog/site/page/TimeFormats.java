package org.incidentcomms.blog.site.page;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Formats times and durations for customers, in the company's time zone. */
record TimeFormats(ZoneId zone) {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("MMM d, uuuu, h:mm ", Locale.US);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("h:mm ", Locale.US);
    private static final DateTimeFormatter HALF = DateTimeFormatter.ofPattern("a", Locale.US);
    private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("zzz", Locale.US);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, MMMM d", Locale.US);
    private static final DateTimeFormatter SHORT_DAY = DateTimeFormatter.ofPattern("MMM d", Locale.US);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.US);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.US);

    /** "Feb 2, 2015, 5:30 pm PST". */
    DisplayTime moment(Instant instant) {
        ZonedDateTime at = instant.atZone(zone);
        return new DisplayTime(iso(instant), MOMENT.format(at) + half(at));
    }

    /** "5:30 pm PST". */
    DisplayTime clock(Instant instant) {
        ZonedDateTime at = instant.atZone(zone);
        return new DisplayTime(iso(instant), CLOCK.format(at) + half(at));
    }

    /** "February 2, 2015". */
    DisplayTime date(Instant instant) {
        return new DisplayTime(iso(instant), DATE.format(instant.atZone(zone)));
    }

    /** "Monday, February 2". */
    String day(LocalDate day) {
        return DAY.format(day);
    }

    /** "Feb 2". */
    String shortly(LocalDate day) {
        return SHORT_DAY.format(day);
    }

    /** "February 2015". */
    String month(Instant instant) {
        return MONTH.format(instant.atZone(zone));
    }

    LocalDate dayOf(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }

    /** "3 hours 20 minutes": the two largest units; never "0 minutes". */
    static String length(Duration duration) {
        long minutes = Math.max(1, duration.plusSeconds(30).toMinutes());
        long days = minutes / (24 * 60);
        long hours = minutes / 60 % 24;
        if (days > 0) {
            return unit(days, "day") + (hours > 0 ? " " + unit(hours, "hour") : "");
        }
        return hours > 0
                ? unit(hours, "hour") + (minutes % 60 > 0 ? " " + unit(minutes % 60, "minute") : "")
                : unit(minutes, "minute");
    }

    /** "1 h 12 min"; never "0 min". */
    static String brief(Duration duration) {
        long minutes = Math.max(1, duration.plusSeconds(30).toMinutes());
        long hours = minutes / 60;
        return hours == 0 ? minutes + " min" : hours + " h" + (minutes % 60 > 0 ? " " + minutes % 60 + " min" : "");
    }

    private static String unit(long count, String name) {
        return count + " " + name + (count == 1 ? "" : "s");
    }

    static String iso(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String half(ZonedDateTime at) {
        return HALF.format(at).toLowerCase(Locale.ROOT) + " " + ZONE.format(at);
    }
}

package org.incidentcomms.blog.site.page;

import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.incidentcomms.kit.wording.Language;
import org.incidentcomms.kit.wording.MessageBundle;
import org.jspecify.annotations.Nullable;

/** Formats times, durations and percentages for customers, in the company's time zone and in one language. */
public final class TimeFormats {
    private final ZoneId zone;
    private final MessageBundle words;
    private final DateTimeFormatter moment;
    private final DateTimeFormatter clock;
    private final DateTimeFormatter half;
    private final DateTimeFormatter zoneName;
    private final DateTimeFormatter date;
    private final DateTimeFormatter day;
    private final DateTimeFormatter dayOfAnotherYear;
    private final DateTimeFormatter shortDay;
    private final DateTimeFormatter shortDayOfAnotherYear;
    private final DateTimeFormatter month;

    public TimeFormats(ZoneId zone, MessageBundle words) {
        this.zone = zone;
        this.words = words;
        this.moment = formatter(words.text("time.moment"));
        this.clock = formatter(words.text("time.clock"));
        this.half = formatter("a");
        this.zoneName = formatter("zzz");
        this.date = formatter(words.text("time.date"));
        this.day = formatter(words.text("time.day"));
        this.dayOfAnotherYear = formatter(words.text("time.day_year"));
        this.shortDay = formatter(words.text("time.short_day"));
        this.shortDayOfAnotherYear = formatter(words.text("time.short_day_year"));
        this.month = formatter(words.text("time.month"));
    }

    private DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, words.language().locale());
    }

    ZoneId zone() {
        return zone;
    }

    /** "Feb 2, 2015, 5:30 pm PST". */
    public DisplayTime moment(Instant instant) {
        ZonedDateTime at = instant.atZone(zone);
        return new DisplayTime(iso(instant), moment.format(at) + hour(at));
    }

    /** "5:30 pm PST". */
    private DisplayTime clock(Instant instant) {
        ZonedDateTime at = instant.atZone(zone);
        return new DisplayTime(iso(instant), clock.format(at) + hour(at));
    }

    private String hour(ZonedDateTime at) {
        // Only English has halves of the day.
        String hour =
                words.language() == Language.ENGLISH ? " " + half.format(at).toLowerCase(Locale.ROOT) : "";
        return hour + " " + zoneName.format(at);
    }

    /** A promised time: "5:30 pm PST" on the day it is told, otherwise with its date; null for null. */
    @Nullable DisplayTime deadline(@Nullable Instant by, Instant told) {
        return by == null ? null : dayOf(by).equals(dayOf(told)) ? clock(by) : moment(by);
    }

    /** "February 2, 2015". */
    DisplayTime date(Instant instant) {
        LocalDate day = dayOf(instant);
        return new DisplayTime(day.toString(), date.format(day));
    }

    /** "Monday, February 2", with its year if {@code today} is of another one. */
    String day(LocalDate told, LocalDate today) {
        return (told.getYear() == today.getYear() ? day : dayOfAnotherYear).format(told);
    }

    /** "Feb 2", with its year if {@code today} is of another one. */
    String shortly(LocalDate told, LocalDate today) {
        return (told.getYear() == today.getYear() ? shortDay : shortDayOfAnotherYear).format(told);
    }

    /** "February 2015". */
    String month(Instant instant) {
        return month.format(instant.atZone(zone));
    }

    /** "February 2015". */
    String month(LocalDate day) {
        return month.format(day);
    }

    LocalDate dayOf(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }

    /** "3 hours 20 minutes": the two largest units; never "0 minutes". */
    String length(Duration duration) {
        long minutes = Math.max(1, duration.plusSeconds(30).toMinutes());
        long days = minutes / (24 * 60);
        long hours = minutes / 60 % 24;
        if (days > 0) {
            return joined(unit(days, "duration.day"), hours, "duration.hour");
        }
        return hours > 0
                ? joined(unit(hours, "duration.hour"), minutes % 60, "duration.minute")
                : unit(minutes, "duration.minute");
    }

    private String joined(String larger, long count, String smaller) {
        return count == 0 ? larger : words.text("duration.two", larger, unit(count, smaller));
    }

    private String unit(long count, String key) {
        return words.text(count == 1 ? key : key + "s", count);
    }

    /** "1 h 12 min"; never "0 min". */
    String brief(Duration duration) {
        long minutes = Math.max(1, duration.plusSeconds(30).toMinutes());
        long hours = minutes / 60;
        if (hours == 0) {
            return words.text("duration.min", minutes);
        }
        String whole = words.text("duration.h", hours);
        return minutes % 60 == 0 ? whole : words.text("duration.two", whole, words.text("duration.min", minutes % 60));
    }

    /** "99.98 %", "100 %". */
    String percent(BigDecimal percent) {
        char point = DecimalFormatSymbols.getInstance(words.language().locale()).getDecimalSeparator();
        return words.text(
                "percent", percent.stripTrailingZeros().toPlainString().replace('.', point));
    }

    static String iso(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}

package org.incidentcomms.blog.site.page;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Window;
import org.jspecify.annotations.Nullable;

/**
 * A month with its planned maintenance.
 *
 * @param name "March 2026"
 * @param weekdays names of the columns, in the order of the language
 * @param weeks rows of seven cells; a cell outside the month is null
 */
public record Calendar(String name, List<Weekday> weekdays, List<List<@Nullable Day>> weeks) {
    /** Java knows the first day of a week by region only. */
    private static final Set<Locale> SUNDAY_FIRST = Set.of(Locale.US, Locale.JAPANESE);

    private static final int MONTHS = 3;
    private static final int LONGEST = 62;

    public record Weekday(String brief, String whole) {}

    /**
     * @param href the page of the day's first maintenance, or null if there is none
     * @param titles of all its maintenances, with the date
     */
    public record Day(
            int number, @Nullable String href, @Nullable String titles) {}

    /** The first three months in which there is maintenance. */
    static List<Calendar> of(
            List<Incident> maintenances, IncidentViewMapper incidents, TimeFormats formats, Locale locale) {
        Map<LocalDate, List<Incident>> byDay = new TreeMap<>();
        for (Incident maintenance : maintenances) {
            Window window = maintenance.window();
            if (window != null) {
                LocalDate last = formats.dayOf(window.endsAt().minusMillis(1));
                LocalDate day = formats.dayOf(window.startsAt());
                for (int length = 0; !day.isAfter(last) && length < LONGEST; length++, day = day.plusDays(1)) {
                    byDay.computeIfAbsent(day, date -> new ArrayList<>()).add(maintenance);
                }
            }
        }
        return byDay.keySet().stream()
                .map(YearMonth::from)
                .distinct()
                .limit(MONTHS)
                .map(month -> of(month, byDay, incidents, formats, locale))
                .toList();
    }

    private static Calendar of(
            YearMonth month,
            Map<LocalDate, List<Incident>> byDay,
            IncidentViewMapper incidents,
            TimeFormats formats,
            Locale locale) {
        DayOfWeek first = SUNDAY_FIRST.contains(locale) ? DayOfWeek.SUNDAY : DayOfWeek.MONDAY;
        List<Weekday> weekdays = new ArrayList<>();
        for (int day = 0; day < 7; day++) {
            DayOfWeek weekday = first.plus(day);
            weekdays.add(new Weekday(
                    weekday.getDisplayName(TextStyle.SHORT_STANDALONE, locale),
                    weekday.getDisplayName(TextStyle.FULL_STANDALONE, locale)));
        }
        List<List<@Nullable Day>> weeks = new ArrayList<>();
        int blanks = Math.floorMod(month.atDay(1).getDayOfWeek().getValue() - first.getValue(), 7);
        for (int cell = -blanks; cell < month.lengthOfMonth(); cell += 7) {
            List<@Nullable Day> week = new ArrayList<>();
            for (int day = cell + 1; day <= cell + 7; day++) {
                week.add(
                        day < 1 || day > month.lengthOfMonth()
                                ? null
                                : day(
                                        month.atDay(day),
                                        byDay.getOrDefault(month.atDay(day), List.of()),
                                        incidents,
                                        formats));
            }
            weeks.add(week);
        }
        return new Calendar(formats.month(month.atDay(1)), weekdays, weeks);
    }

    private static Day day(LocalDate date, List<Incident> those, IncidentViewMapper incidents, TimeFormats formats) {
        if (those.isEmpty()) {
            return new Day(date.getDayOfMonth(), null, null);
        }
        Map<String, String> titles = new LinkedHashMap<>();
        those.forEach(incident -> titles.put(incident.id(), incident.title()));
        return new Day(
                date.getDayOfMonth(),
                incidents.href(those.getFirst()),
                formats.day(date, date) + ": " + String.join(", ", titles.values()));
    }
}

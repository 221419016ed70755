package org.incidentcomms.events;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A component's status on one day. A day belongs to a time zone, so it has 23 or 25 hours when the clocks change; the
 * first day of the history and today are partial.
 */
public record ComponentDay(LocalDate date, StatusDurations seconds) {

    /**
     * Returns the last days in a zone, oldest first, the last being today. Nothing is known from before the first
     * status.
     *
     * @param history oldest first; an entry that begins before its predecessor is treated as beginning with it
     * @param days number of days, including today
     */
    public static List<ComponentDay> of(List<ComponentState> history, int days, ZoneId zone, Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        long[] begins = begins(history);
        List<ComponentDay> counted = new ArrayList<>(days);
        int state = 0;
        LocalDate date = today.minusDays(days - 1L);
        long begin = beginOf(date, zone);
        while (!date.isAfter(today)) {
            long midnight = beginOf(date.plusDays(1), zone);
            long end = Math.min(midnight, now.getEpochSecond());
            StatusDurations seconds = StatusDurations.NONE;
            while (state < history.size()) {
                long from = Math.max(begin, begins[state]);
                long until = Math.min(end, begins[state + 1]);
                if (until > from) {
                    seconds = seconds.plus(history.get(state).status(), until - from);
                }
                if (begins[state + 1] > end) {
                    break;
                }
                state++;
            }
            counted.add(new ComponentDay(date, seconds));
            date = date.plusDays(1);
            begin = midnight;
        }
        return counted;
    }

    /** The start of each status in seconds, followed by a maximum value as the end. */
    private static long[] begins(List<ComponentState> history) {
        long[] begins = new long[history.size() + 1];
        long before = Long.MIN_VALUE;
        for (int i = 0; i < history.size(); i++) {
            before = Math.max(before, history.get(i).since().getEpochSecond());
            begins[i] = before;
        }
        begins[history.size()] = Long.MAX_VALUE;
        return begins;
    }

    private static long beginOf(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toEpochSecond();
    }
}

package org.incidentcomms.events;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * How a component was on one day. A day is a zone's, so it has 23 or 25 hours when the clocks change; the day its
 * history begins and today count from then and until now.
 */
public record ComponentDay(LocalDate date, StatusDurations seconds) {

    /**
     * The last days of a zone, oldest first, the last of them today. Nothing is known from before the first state.
     *
     * @param history oldest first; one that is said to begin before its predecessor begins with it
     * @param days how many, today among them
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

    /** When each state begins, in seconds, and after the last of them what never comes. */
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

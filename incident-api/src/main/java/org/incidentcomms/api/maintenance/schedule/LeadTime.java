package org.incidentcomms.api.maintenance.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * A lead time: an ISO-8601 duration such as P1D, PT90M or P1DT12H. Days and weeks are calendar days, so that "one day
 * before" is the same local time, also across a change of the clocks; hours are hours.
 *
 * @param text as it was written
 */
public record LeadTime(String text, Period days, Duration time) {

    /** @throws IllegalArgumentException with a message for the caller */
    public static LeadTime of(String text) {
        int t = text.indexOf('T');
        try {
            if (!text.startsWith("P")) {
                throw new DateTimeException("not a duration");
            }
            Period days = t == 1 ? Period.ZERO : Period.parse(t < 0 ? text : text.substring(0, t));
            Duration time = t < 0 ? Duration.ZERO : Duration.parse("PT" + text.substring(t + 1));
            if (days.toTotalMonths() != 0 || days.isNegative() || time.isNegative()) {
                throw new IllegalArgumentException("must be in weeks, days, hours and minutes");
            }
            LeadTime leadTime = new LeadTime(text, days, time);
            Duration unused = leadTime.nominal();
            return leadTime;
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("must be an ISO-8601 duration, such as P1D or PT1H", e);
        }
    }

    /** The time this long before {@code instant}, by the calendar of {@code zone}. */
    public Instant before(Instant instant, ZoneId zone) {
        return instant.atZone(zone).minus(days).minus(time).toInstant();
    }

    /** Its length without a change of the clocks. */
    public Duration nominal() {
        return Duration.ofDays(days.get(ChronoUnit.DAYS)).plus(time);
    }
}

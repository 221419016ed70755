package org.incidentcomms.api.maintenance.schedule;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.Locale;
import java.util.Optional;
import net.fortuna.ical4j.model.Recur;

/**
 * The recurrence rule of a series: an RRULE of RFC 5545, counted from the first occurrence.
 *
 * <p>It is expanded in local time, so that ten o'clock stays ten o'clock when the clocks change. At most one occurrence
 * a day, at the first one's time of day.
 */
public final class Recurrence {
    private static final String NO_RULE = "must be a rule as in RFC 5545, such as FREQ=MONTHLY;BYDAY=1SA";

    private final Recur<LocalDateTime> rule;
    private final LocalDateTime first;

    private Recurrence(Recur<LocalDateTime> rule, LocalDateTime first) {
        this.rule = rule;
        this.first = first;
    }

    /**
     * @param zone in which an UNTIL in UTC is converted
     * @throws IllegalArgumentException with a message for the author of the rule
     */
    public static Recurrence of(String text, LocalDateTime first, ZoneId zone) {
        Recurrence recurrence = new Recurrence(parsed(text, zone), first);
        if (!recurrence.next(first.minusSeconds(1)).equals(Optional.of(first))) {
            throw new IllegalArgumentException("starts_at must be the first date of the rule");
        }
        return recurrence;
    }

    /** The first occurrence after {@code slot}, or empty if the series ends or leaves the supported range of dates. */
    public Optional<LocalDateTime> next(LocalDateTime slot) {
        try {
            return Optional.ofNullable(rule.getNextDate(first, slot)).filter(date -> date.getYear() <= 9999);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    @SuppressWarnings({"unchecked", "deprecation"})
    private static Recur<LocalDateTime> parsed(String text, ZoneId zone) {
        String upper = text.toUpperCase(Locale.ROOT);
        Recur<Temporal> rule;
        try {
            rule = new Recur<>(text, false);
            switch (rule.getFrequency()) {
                case DAILY, WEEKLY, MONTHLY, YEARLY -> {}
                default -> throw new IllegalArgumentException("must be DAILY, WEEKLY, MONTHLY or YEARLY");
            }
            if (!rule.getHourList().isEmpty()
                    || !rule.getMinuteList().isEmpty()
                    || !rule.getSecondList().isEmpty()) {
                throw new IllegalArgumentException(
                        "the time of day is that of starts_at; remove BYHOUR, BYMINUTE, BYSECOND");
            }
            if (upper.contains("INTERVAL=") && rule.getInterval() < 1) {
                throw new IllegalArgumentException("INTERVAL must be at least 1");
            }
            if (upper.contains("COUNT=") && rule.getCount() < 1) {
                throw new IllegalArgumentException("COUNT must be at least 1");
            }
            if (rule.getUntil() != null && upper.contains("COUNT=")) {
                throw new IllegalArgumentException("must have either COUNT or UNTIL");
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(NO_RULE, e);
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(NO_RULE, e);
        }
        if (rule.getUntil() != null) {
            rule.setUntil(onTheWall(rule.getUntil(), zone));
        }
        return (Recur<LocalDateTime>) (Recur<?>) rule;
    }

    /** A date as the end includes the whole day. */
    private static LocalDateTime onTheWall(Temporal until, ZoneId zone) {
        return switch (until) {
            case LocalDateTime local -> local;
            case LocalDate day -> day.atTime(LocalTime.MAX);
            case OffsetDateTime instant -> instant.atZoneSameInstant(zone).toLocalDateTime();
            case ZonedDateTime instant -> instant.withZoneSameInstant(zone).toLocalDateTime();
            case java.time.Instant instant -> instant.atZone(zone).toLocalDateTime();
            default -> throw new IllegalArgumentException(NO_RULE);
        };
    }
}

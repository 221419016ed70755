package org.incidentcomms.api.maintenance.schedule;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.incidentcomms.events.Window;
import org.jspecify.annotations.Nullable;

/**
 * What a maintenance is to do by itself, as it is stored.
 *
 * @param reminders how long before the start, as written
 * @param startMessage what is told at the start, or null for our own sentence; so too the others
 * @param series where it is one of several, else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AutomationPlan(
        List<String> reminders,
        boolean autoStart,
        boolean autoComplete,
        @Nullable String startMessage,
        @Nullable String completeMessage,
        @Nullable String reminderMessage,
        @Nullable Series series) {
    public static final AutomationPlan NONE = new AutomationPlan(List.of(), false, false, null, null, null, null);

    public AutomationPlan {
        reminders = reminders == null ? List.of() : List.copyOf(reminders);
    }

    /**
     * Which of a series' occurrences this is, and how the series goes on.
     *
     * @param rule as in RFC 5545
     * @param announceBefore how long before its start an occurrence is announced
     * @param first when the series begins, on the wall
     * @param slot when this occurrence is due by the rule, on the wall, whereto ever it was moved
     * @param length from start to end on the wall, if this occurrence is not changed
     * @param zone whose wall
     * @param ended whether no other occurrence follows, as somebody said so
     */
    public record Series(
            String id,
            String rule,
            String announceBefore,
            LocalDateTime first,
            LocalDateTime slot,
            Duration length,
            ZoneId zone,
            boolean ended) {

        /**
         * When {@code occurrence} takes place. A time the clocks skip is as much later as they skip, and the end with it;
         * of a time that comes twice the first is meant.
         */
        public Window windowOf(LocalDateTime occurrence) {
            ZonedDateTime start = occurrence.atZone(zone);
            boolean isSkipped = !start.toLocalDateTime().equals(occurrence);
            ZonedDateTime end =
                    isSkipped ? start.plus(length) : occurrence.plus(length).atZone(zone);
            return new Window(start.toInstant(), end.toInstant(), zone);
        }

        /** The first occurrence after this one that begins after {@code now}, or empty where the series ends. */
        public Optional<LocalDateTime> next(Instant now) {
            if (ended) {
                return Optional.empty();
            }
            Recurrence recurrence = Recurrence.of(rule, first, zone);
            Optional<LocalDateTime> next = recurrence.next(slot);
            while (next.isPresent() && !next.get().atZone(zone).toInstant().isAfter(now)) {
                next = recurrence.next(next.get());
            }
            return next;
        }

        public Series at(LocalDateTime occurrence) {
            return new Series(id, rule, announceBefore, first, occurrence, length, zone, ended);
        }

        /** Whether there is an occurrence after this one. */
        public boolean goesOn() {
            return next(Instant.MIN).isPresent();
        }

        public Series asEnded() {
            return new Series(id, rule, announceBefore, first, slot, length, zone, true);
        }

        /** When the one after this is to be announced, at the earliest; empty where the series ends with this. */
        @JsonIgnore
        public Optional<Instant> nextAnnounced() {
            return next(Instant.MIN)
                    .map(occurrence -> LeadTime.of(announceBefore)
                            .before(occurrence.atZone(zone).toInstant(), zone));
        }
    }

    public AutomationPlan withSeries(@Nullable Series next) {
        return new AutomationPlan(
                reminders, autoStart, autoComplete, startMessage, completeMessage, reminderMessage, next);
    }

    /** With our own sentences instead of the words that {@code isGone} tells to be withdrawn. */
    public AutomationPlan without(Predicate<String> isGone) {
        return new AutomationPlan(
                reminders,
                autoStart,
                autoComplete,
                left(startMessage, isGone),
                left(completeMessage, isGone),
                left(reminderMessage, isGone),
                series);
    }

    private static @Nullable String left(@Nullable String words, Predicate<String> isGone) {
        return words == null || isGone.test(words) ? null : words;
    }

    @JsonIgnore
    public List<LeadTime> leadTimes() {
        return reminders.stream().map(LeadTime::of).toList();
    }
}

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
 * The stored automation plan of a maintenance.
 *
 * @param reminders lead times before the start, as written
 * @param startMessage text of the start, or null for the default sentence; so too the others
 * @param series if it is one of several, else null
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
     * The position of this occurrence in its series, and the series' rule.
     *
     * @param rule as in RFC 5545
     * @param announceBefore how long before its start an occurrence is announced
     * @param first local start of the series
     * @param slot local time of this occurrence by the rule, even if it was rescheduled
     * @param length local time from start to end, if this occurrence is not changed
     * @param zone of all local times
     * @param ended whether the series was ended, so that no other occurrence follows
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
         * The window of {@code occurrence}. A local time skipped by a clock change is shifted by the skipped amount,
         * and the end with it; of a time that occurs twice the first is used.
         */
        public Window windowOf(LocalDateTime occurrence) {
            ZonedDateTime start = occurrence.atZone(zone);
            boolean isSkipped = !start.toLocalDateTime().equals(occurrence);
            ZonedDateTime end =
                    isSkipped ? start.plus(length) : occurrence.plus(length).atZone(zone);
            return new Window(start.toInstant(), end.toInstant(), zone);
        }

        /** The first occurrence after this one that begins after {@code now}, or empty if the series ends. */
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

        /** The earliest time at which the next occurrence is announced; empty if the series ends with this one. */
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

    /** Replaces the texts that {@code isGone} reports as withdrawn by the default sentences. */
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

package org.incidentcomms.api.maintenance;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.incidentcomms.api.maintenance.schedule.AutomationPlan;
import org.incidentcomms.api.maintenance.schedule.AutomationPlan.Series;
import org.incidentcomms.api.maintenance.schedule.LeadTime;
import org.incidentcomms.api.maintenance.schedule.Recurrence;
import org.incidentcomms.events.Window;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.problem.Violation;
import org.jspecify.annotations.Nullable;

/** The requested automatic actions of a maintenance. */
record ScheduleRequest(
        List<String> reminders,
        boolean autoStart,
        boolean autoComplete,
        @Nullable String startMessage,
        @Nullable String completeMessage,
        @Nullable String reminderMessage,
        @Nullable String recurrence,
        String announceBefore) {
    static final int MOST_REMINDERS = 10;
    static final int LONGEST_RULE = 500;
    private static final Duration SHORTEST_LEAD = Duration.ofMinutes(5);
    private static final Duration LONGEST_LEAD = Duration.ofDays(30);

    /**
     * 422, naming the field, if it is invalid.
     *
     * @param old the series it belongs to, which continues if the rule is unchanged; else null
     * @param seriesId for a new series
     */
    AutomationPlan checked(Window window, @Nullable Series old, String seriesId) {
        List<Violation> violations = new ArrayList<>(faultsOfReminders());
        faultOfLeadTime(announceBefore, Duration.ZERO, Duration.ofDays(366))
                .ifPresent(fault -> violations.add(new Violation("announce_before", fault)));
        Problems.throwIfAny(violations);
        return new AutomationPlan(
                reminders,
                autoStart,
                autoComplete,
                startMessage,
                completeMessage,
                reminderMessage,
                series(window, old, seriesId));
    }

    private List<Violation> faultsOfReminders() {
        List<Violation> violations = new ArrayList<>();
        Set<Duration> seen = new HashSet<>();
        for (int i = 0; i < reminders.size(); i++) {
            String field = "reminders[" + i + "]";
            Optional<String> fault = faultOfLeadTime(reminders.get(i), SHORTEST_LEAD, LONGEST_LEAD);
            if (fault.isPresent()) {
                violations.add(new Violation(field, fault.get()));
            } else if (!seen.add(LeadTime.of(reminders.get(i)).nominal())) {
                violations.add(new Violation(field, "duplicates another reminder"));
            }
        }
        return violations;
    }

    private static Optional<String> faultOfLeadTime(String text, Duration shortest, Duration longest) {
        try {
            Duration nominal = LeadTime.of(text).nominal();
            return nominal.compareTo(shortest) < 0 || nominal.compareTo(longest) > 0
                    ? Optional.of("must be from " + shortest + " to P" + longest.toDays() + "D")
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Series series(Window window, @Nullable Series old, String seriesId) {
        if (recurrence == null) {
            return old == null ? null : old.asEnded();
        }
        if (old != null && !old.ended() && old.rule().equals(recurrence)) {
            return new Series(
                    old.id(), old.rule(), announceBefore, old.first(), old.slot(), old.length(), old.zone(), false);
        }
        LocalDateTime first = LocalDateTime.ofInstant(window.startsAt(), window.timeZone());
        Duration length = Duration.between(first, LocalDateTime.ofInstant(window.endsAt(), window.timeZone()));
        try {
            Recurrence rule = Recurrence.of(recurrence, first, window.timeZone());
            boolean overlaps = rule.next(first)
                    .filter(next -> next.isBefore(first.plus(length)))
                    .isPresent();
            if (overlaps || length.isNegative() || length.isZero()) {
                throw new IllegalArgumentException("an occurrence would begin before the previous one has ended");
            }
        } catch (IllegalArgumentException e) {
            throw Problems.invalid("recurrence", String.valueOf(e.getMessage()));
        }
        return new Series(
                old == null ? seriesId : old.id(),
                recurrence,
                announceBefore,
                first,
                first,
                length,
                window.timeZone(),
                false);
    }
}

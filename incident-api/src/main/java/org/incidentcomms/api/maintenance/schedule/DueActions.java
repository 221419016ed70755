package org.incidentcomms.api.maintenance.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Window;

/**
 * Decides on the due actions of one maintenance, in order: usually the one action that is due; after an outage all
 * missed actions, combined into one update.
 *
 * @param actions to execute
 * @param settled actions that are not announced, with the reason
 */
public record DueActions(List<Action> actions, List<ScheduledAction> settled) {
    static final String STARTED_ALREADY = "the start had passed";
    static final String NEVER_STARTED = "it was never started";
    static final String LATER_REMINDER = "a later reminder says the same";

    /** Maximum delay that is not mentioned. */
    public static final Duration PUNCTUAL = Duration.ofMinutes(1);

    public sealed interface Action {
        ScheduledAction transition();
    }

    public record Remind(ScheduledAction transition) implements Action {}

    /**
     * @param isLate whether the delay must be mentioned
     * @param isTold false if the end was missed too, and the end's update covers both
     */
    public record Start(ScheduledAction transition, boolean isLate, boolean isTold) implements Action {}

    /** @param withStart the start was missed too, and is announced with the end */
    public record Complete(ScheduledAction transition, boolean isLate, boolean withStart) implements Action {}

    public record AnnounceNext(ScheduledAction transition) implements Action {}

    public DueActions {
        actions = List.copyOf(actions);
        settled = List.copyOf(settled);
    }

    /** @param due the pending actions that are due */
    public static DueActions of(Incident maintenance, List<ScheduledAction> due, Instant now) {
        List<Action> actions = new ArrayList<>();
        List<ScheduledAction> settled = new ArrayList<>();
        Status status = maintenance.status();
        boolean isOver = status.isTerminal() || maintenance.withdrawn();

        reminders(maintenance, due, now, isOver, actions, settled);

        ScheduledAction start = only(due, ScheduledAction.Kind.START);
        ScheduledAction complete = only(due, ScheduledAction.Kind.COMPLETE);
        boolean isWindowOver = maintenance.window() != null
                && !now.isBefore(maintenance.window().endsAt());
        boolean starts = start != null && !isOver && status == Status.SCHEDULED && (complete != null || !isWindowOver);
        boolean completes = complete != null && !isOver && (starts || status != Status.SCHEDULED);
        if (start != null) {
            if (starts) {
                actions.add(new Start(start, isLate(start, now), !completes));
            } else {
                settled.add(start.dropped(now, isWindowOver ? "the end had passed" : "it had begun already"));
            }
        }
        if (complete != null) {
            if (completes) {
                actions.add(new Complete(complete, isLate(complete, now), starts));
            } else {
                settled.add(complete.dropped(now, isOver ? "it was over already" : NEVER_STARTED));
            }
        }
        ScheduledAction next = only(due, ScheduledAction.Kind.NEXT);
        if (next != null) {
            if (maintenance.withdrawn()) {
                settled.add(next.dropped(now, "The resource was withdrawn."));
            } else {
                actions.add(new AnnounceNext(next));
            }
        }
        return new DueActions(actions, settled);
    }

    private static void reminders(
            Incident maintenance,
            List<ScheduledAction> due,
            Instant now,
            boolean isOver,
            List<Action> actions,
            List<ScheduledAction> settled) {
        List<ScheduledAction> reminders = due.stream()
                .filter(transition -> transition.kind() == ScheduledAction.Kind.REMINDER)
                .sorted(Comparator.comparing(ScheduledAction::dueAt))
                .toList();
        Window window = maintenance.window();
        boolean isUseful = !isOver
                && maintenance.status() == Status.SCHEDULED
                && window != null
                && now.isBefore(window.startsAt());
        for (ScheduledAction reminder : reminders) {
            if (!isUseful) {
                settled.add(reminder.dropped(now, STARTED_ALREADY));
            } else if (reminder.equals(reminders.getLast())) {
                actions.add(new Remind(reminder));
            } else {
                settled.add(reminder.dropped(now, LATER_REMINDER));
            }
        }
    }

    private static boolean isLate(ScheduledAction transition, Instant now) {
        return Duration.between(transition.dueAt(), now).compareTo(PUNCTUAL) > 0;
    }

    private static @org.jspecify.annotations.Nullable ScheduledAction only(
            List<ScheduledAction> due, ScheduledAction.Kind kind) {
        return due.stream()
                .filter(transition -> transition.kind() == kind)
                .findFirst()
                .orElse(null);
    }
}

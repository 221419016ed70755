package org.incidentcomms.api.maintenance.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Window;
import org.jspecify.annotations.Nullable;

/**
 * Computes the actions of a maintenance after it was announced, changed or advanced: a pure function of the
 * maintenance, its plan and the previous actions.
 *
 * <p>An action that is due but not executed stays pending as long as its time is unchanged: correcting a title a second
 * before the start does not prevent the start.
 */
public final class ScheduleReconciler {
    public static final String TOO_LATE = "its moment had passed when it was planned";
    static final String NOT_WANTED = "it was removed from the plan";

    private ScheduleReconciler() {}

    /**
     * @param known all actions so far, settled ones too
     * @param nextDue when the next occurrence is to be announced, or null if there is none
     * @return all actions
     */
    public static List<ScheduledAction> after(
            Incident maintenance,
            AutomationPlan plan,
            List<ScheduledAction> known,
            @Nullable Instant nextDue,
            Instant now) {
        Window window = java.util.Objects.requireNonNull(maintenance.window(), maintenance.id());
        List<ScheduledAction> wanted = wanted(maintenance.status(), plan, window, nextDue);
        List<ScheduledAction> all = new ArrayList<>();
        for (ScheduledAction want : wanted) {
            all.add(find(known, want)
                    .map(old -> again(old, want.dueAt(), now))
                    .orElseGet(() -> fresh(want, window, now)));
        }
        String why = reasonOfRemoval(maintenance.status());
        for (ScheduledAction old : known) {
            if (find(wanted, old).isEmpty()) {
                all.add(old.isPending() ? old.removed(now, why) : old);
            }
        }
        return all;
    }

    private static List<ScheduledAction> wanted(
            Status status, AutomationPlan plan, Window window, @Nullable Instant nextDue) {
        List<ScheduledAction> wanted = new ArrayList<>();
        if (status == Status.SCHEDULED) {
            for (LeadTime leadTime : plan.leadTimes()) {
                wanted.add(ScheduledAction.pending(
                        ScheduledAction.Kind.REMINDER,
                        leadTime.text(),
                        leadTime.before(window.startsAt(), window.timeZone())));
            }
            if (plan.autoStart()) {
                wanted.add(ScheduledAction.pending(ScheduledAction.Kind.START, "", window.startsAt()));
            }
        }
        if (!status.isTerminal() && plan.autoComplete()) {
            wanted.add(ScheduledAction.pending(ScheduledAction.Kind.COMPLETE, "", window.endsAt()));
        }
        if (nextDue != null) {
            wanted.add(ScheduledAction.pending(ScheduledAction.Kind.NEXT, "", nextDue));
        }
        return wanted;
    }

    /** A known action: at another time it happens again only if that is later and in the future. */
    private static ScheduledAction again(ScheduledAction old, Instant dueAt, Instant now) {
        boolean isMoved = !old.dueAt().equals(dueAt);
        return switch (old.kind()) {
            case NEXT ->
                switch (old.state()) {
                    case PENDING -> isMoved ? old.at(dueAt) : old;
                    case REMOVED -> old.at(dueAt);
                    case DONE, DROPPED -> old;
                };
            case START, COMPLETE -> old.isPending() ? (isMoved ? old.at(dueAt) : old) : revived(old, dueAt, now);
            case REMINDER -> {
                if (!isMoved && old.state() != ScheduledAction.State.REMOVED) {
                    yield old;
                }
                if (old.isPending()) {
                    yield dueAt.isAfter(now) ? old.at(dueAt) : old.at(dueAt).dropped(now, TOO_LATE);
                }
                yield old.state() == ScheduledAction.State.DONE && dueAt.isBefore(old.dueAt())
                        ? old
                        : revived(old, dueAt, now);
            }
        };
    }

    private static ScheduledAction revived(ScheduledAction old, Instant dueAt, Instant now) {
        return dueAt.isAfter(now) ? old.at(dueAt) : old;
    }

    private static ScheduledAction fresh(ScheduledAction want, Window window, Instant now) {
        boolean mayBeLate = switch (want.kind()) {
            case NEXT -> true;
            case START -> window.endsAt().isAfter(now);
            case REMINDER, COMPLETE -> false;
        };
        return mayBeLate || want.dueAt().isAfter(now) ? want : want.dropped(now, TOO_LATE);
    }

    private static Optional<ScheduledAction> find(List<ScheduledAction> all, ScheduledAction one) {
        return all.stream()
                .filter(other -> other.isSameAs(one.kind(), one.leadTime()))
                .findFirst();
    }

    private static String reasonOfRemoval(Status status) {
        return switch (status) {
            case SCHEDULED -> NOT_WANTED;
            case IN_PROGRESS, VERIFYING -> "it has begun";
            case COMPLETED -> "it is completed";
            case CANCELLED -> "it is cancelled";
            default -> NOT_WANTED;
        };
    }
}

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
 * What is still to happen by itself after a maintenance was announced, changed or taken a step further: a function of the
 * maintenance, its plan and what became of the transitions so far.
 *
 * <p>What is due but was not carried out yet stays pending, as long as its moment is the same: the operator who corrects
 * a title a second before the start does not prevent it.
 */
public final class Planning {
    public static final String TOO_LATE = "its moment had passed when it was planned";
    static final String NOT_WANTED = "it was taken out of the plan";

    private Planning() {}

    /**
     * @param known all transitions so far, settled ones too
     * @param nextDue when the next occurrence is to be announced, or null where there is none to come
     * @return all of them as they are now
     */
    public static List<Transition> after(
            Incident maintenance, Plan plan, List<Transition> known, @Nullable Instant nextDue, Instant now) {
        Window window = java.util.Objects.requireNonNull(maintenance.window(), maintenance.id());
        List<Transition> wanted = wanted(maintenance.status(), plan, window, nextDue);
        List<Transition> all = new ArrayList<>();
        for (Transition want : wanted) {
            all.add(find(known, want)
                    .map(old -> again(old, want.dueAt(), now))
                    .orElseGet(() -> fresh(want, window, now)));
        }
        String why = reasonOfRemoval(maintenance.status());
        for (Transition old : known) {
            if (find(wanted, old).isEmpty()) {
                all.add(old.isPending() ? old.removed(now, why) : old);
            }
        }
        return all;
    }

    private static List<Transition> wanted(Status status, Plan plan, Window window, @Nullable Instant nextDue) {
        List<Transition> wanted = new ArrayList<>();
        if (status == Status.SCHEDULED) {
            for (LeadTime leadTime : plan.leadTimes()) {
                wanted.add(Transition.pending(
                        TransitionKind.REMINDER,
                        leadTime.text(),
                        leadTime.before(window.startsAt(), window.timeZone())));
            }
            if (plan.autoStart()) {
                wanted.add(Transition.pending(TransitionKind.START, "", window.startsAt()));
            }
        }
        if (!status.isTerminal() && plan.autoComplete()) {
            wanted.add(Transition.pending(TransitionKind.COMPLETE, "", window.endsAt()));
        }
        if (nextDue != null) {
            wanted.add(Transition.pending(TransitionKind.NEXT, "", nextDue));
        }
        return wanted;
    }

    /** One that was known before: at another moment it happens again only if that is later and still to come. */
    private static Transition again(Transition old, Instant dueAt, Instant now) {
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
                if (!isMoved && old.state() != TransitionState.REMOVED) {
                    yield old;
                }
                if (old.isPending()) {
                    yield dueAt.isAfter(now) ? old.at(dueAt) : old.at(dueAt).dropped(now, TOO_LATE);
                }
                yield old.state() == TransitionState.DONE && dueAt.isBefore(old.dueAt())
                        ? old
                        : revived(old, dueAt, now);
            }
        };
    }

    private static Transition revived(Transition old, Instant dueAt, Instant now) {
        return dueAt.isAfter(now) ? old.at(dueAt) : old;
    }

    private static Transition fresh(Transition want, Window window, Instant now) {
        boolean mayBeLate = switch (want.kind()) {
            case NEXT -> true;
            case START -> window.endsAt().isAfter(now);
            case REMINDER, COMPLETE -> false;
        };
        return mayBeLate || want.dueAt().isAfter(now) ? want : want.dropped(now, TOO_LATE);
    }

    private static Optional<Transition> find(List<Transition> all, Transition one) {
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

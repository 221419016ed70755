package org.incidentcomms.api.maintenance.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something a maintenance does by itself.
 *
 * @param leadTime of a reminder as the operator wrote it, else empty; with the kind it names the transition
 * @param settledAt when it got its final state, or null while it is pending
 * @param reason why it was dropped or removed, or what stands in its way; else null
 */
public record Transition(
        TransitionKind kind,
        String leadTime,
        Instant dueAt,
        int attempts,
        TransitionState state,
        @Nullable Instant settledAt,
        @Nullable String reason) {

    public static Transition pending(TransitionKind kind, String leadTime, Instant dueAt) {
        return new Transition(kind, leadTime, dueAt, 0, TransitionState.PENDING, null, null);
    }

    public boolean isPending() {
        return state == TransitionState.PENDING;
    }

    public boolean isDue(Instant now) {
        return isPending() && !dueAt.isAfter(now);
    }

    public boolean isSameAs(TransitionKind otherKind, String otherLeadTime) {
        return kind == otherKind && leadTime.equals(otherLeadTime);
    }

    public Transition at(Instant newDueAt) {
        return pending(kind, leadTime, newDueAt);
    }

    public Transition done(Instant now) {
        return settled(TransitionState.DONE, now, null);
    }

    public Transition dropped(Instant now, String why) {
        return settled(TransitionState.DROPPED, now, why);
    }

    public Transition removed(Instant now, String why) {
        return settled(TransitionState.REMOVED, now, why);
    }

    private Transition settled(TransitionState newState, Instant now, @Nullable String why) {
        return new Transition(kind, leadTime, dueAt, attempts, newState, now, why);
    }
}

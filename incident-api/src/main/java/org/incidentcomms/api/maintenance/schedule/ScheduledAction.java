package org.incidentcomms.api.maintenance.schedule;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An automatic action of a maintenance.
 *
 * @param leadTime of a reminder as the operator wrote it, else empty; identifies the action together with the kind
 * @param settledAt when it got its final state, or null while it is pending
 * @param reason why it was dropped or removed, or why it fails; else null
 */
public record ScheduledAction(
        Kind kind,
        String leadTime,
        Instant dueAt,
        int attempts,
        State state,
        @Nullable Instant settledAt,
        @Nullable String reason) {

    public static ScheduledAction pending(Kind kind, String leadTime, Instant dueAt) {
        return new ScheduledAction(kind, leadTime, dueAt, 0, State.PENDING, null, null);
    }

    public boolean isPending() {
        return state == State.PENDING;
    }

    public boolean isDue(Instant now) {
        return isPending() && !dueAt.isAfter(now);
    }

    public boolean isSameAs(Kind otherKind, String otherLeadTime) {
        return kind == otherKind && leadTime.equals(otherLeadTime);
    }

    public ScheduledAction at(Instant newDueAt) {
        return pending(kind, leadTime, newDueAt);
    }

    public ScheduledAction done(Instant now) {
        return settled(State.DONE, now, null);
    }

    public ScheduledAction dropped(Instant now, String why) {
        return settled(State.DROPPED, now, why);
    }

    public ScheduledAction removed(Instant now, String why) {
        return settled(State.REMOVED, now, why);
    }

    private ScheduledAction settled(State newState, Instant now, @Nullable String why) {
        return new ScheduledAction(kind, leadTime, dueAt, attempts, newState, now, why);
    }

    /** The kinds of actions, in the order in which they happen. */
    @Schema(name = "TransitionKind")
    public enum Kind {
        @JsonProperty("reminder")
        REMINDER,
        @JsonProperty("start")
        START,
        @JsonProperty("complete")
        COMPLETE,
        /** The next occurrence of the series is announced. */
        @JsonProperty("next")
        NEXT;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The state of an action. */
    @Schema(name = "TransitionState")
    public enum State {
        @JsonProperty("pending")
        PENDING,
        @JsonProperty("done")
        DONE,
        /** Its time passed and there was nothing left to announce. */
        @JsonProperty("dropped")
        DROPPED,
        /** Replaced by an operator's change. */
        @JsonProperty("removed")
        REMOVED;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

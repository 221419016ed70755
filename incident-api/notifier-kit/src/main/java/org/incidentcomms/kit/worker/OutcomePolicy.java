package org.incidentcomms.kit.worker;

import java.time.Clock;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.ledger.ClaimStore.OpenState;
import org.incidentcomms.kit.ledger.ClaimStore.Tries;
import org.incidentcomms.kit.ledger.Lease;
import org.incidentcomms.kit.ledger.Lease.Kind;
import org.incidentcomms.kit.ledger.OutcomeWriter.DeadLetter;
import org.incidentcomms.kit.ledger.OutcomeWriter.Delivered;
import org.incidentcomms.kit.ledger.OutcomeWriter.Entry;
import org.incidentcomms.kit.ledger.OutcomeWriter.Failed;
import org.incidentcomms.kit.ledger.OutcomeWriter.Open;
import org.incidentcomms.kit.ledger.OutcomeWriter.Skipped;
import org.incidentcomms.kit.ledger.Plan;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Maps a channel's result to a ledger entry: the only place that decides on attempts, deadlines and back-off. */
final class OutcomePolicy {
    private static final Logger LOG = Logger.getLogger(OutcomePolicy.class);
    /** Each repeat after an unknown outcome may be one more copy. */
    private static final int MOST_REPEATS = 3;

    private final RetryPolicy policy;
    private final Clock clock;
    private final RandomGenerator random;
    private final boolean settlesBySending;

    /** {@code settlesBySending} as in {@link org.incidentcomms.kit.channel.Channel#settlesBySending}. */
    OutcomePolicy(RetryPolicy policy, Clock clock, RandomGenerator random, boolean settlesBySending) {
        this.policy = policy;
        this.clock = clock;
        this.random = random;
        this.settlesBySending = settlesBySending;
    }

    /**
     * Returns the ledger entry for {@code result}.
     *
     * @param lease of the chunk or of the open delivery; its kind tells which of the two was processed
     * @param state before this attempt
     * @param before what was tried before
     * @return the entry, or null if nothing new is known about this recipient, who stays in the chunk
     */
    @Nullable Entry entry(Plan plan, Lease lease, long recipient, DeliveryResult result, OpenState state, Tries before) {
        boolean wasOpen = lease.kind() == Kind.OPEN_DELIVERY;
        return switch (result) {
            case DeliveryResult.Delivered delivered ->
                new Delivered(lease, recipient, delivered.url(), delivered.dryRun());
            case DeliveryResult.Skipped skipped -> new Skipped(lease, recipient, skipped.reason());
            case DeliveryResult.Rejected rejected
            when plan.untilDone() ->
                overdue(plan, lease, recipient, OpenState.RETRY, counted(before), rejected.reason(), rejected.detail());
            case DeliveryResult.Rejected rejected ->
                new Failed(lease, recipient, rejected.reason(), rejected.detail(), state == OpenState.UNCERTAIN, null);
            case DeliveryResult.Retry retry
            when retry.scope() == Scope.DESTINATION -> {
                OpenState last = state == OpenState.UNCERTAIN ? state : OpenState.RETRY;
                Tries tries = counted(before);
                yield tries.attempts() >= policy.attempts() || isLate(plan)
                        ? givenUp(plan, lease, recipient, last, tries, retry.reason(), retry.detail())
                        : again(
                                lease,
                                recipient,
                                OpenState.RETRY,
                                tries,
                                retry.reason(),
                                retry.earliest(),
                                retry.detail());
            }
            case DeliveryResult.Retry retry ->
                wasOpen ? asBefore(lease, recipient, state, before, retry.reason(), retry.detail()) : null;
            case DeliveryResult.Park park ->
                wasOpen ? asBefore(lease, recipient, state, before, park.reason(), park.detail()) : null;
            case DeliveryResult.Uncertain uncertain -> unknown(plan, lease, recipient, uncertain, state, before);
            case DeliveryResult.Deferred deferred -> notNow(plan, lease, recipient, deferred, state, before);
        };
    }

    private static Tries counted(Tries before) {
        return new Tries(before.attempts() + 1, before.unknown());
    }

    /** A failure of the whole channel counts only as a repeat, and only where each repeat may be one more copy. */
    private Entry unknown(
            Plan plan, Lease lease, long recipient, DeliveryResult.Uncertain uncertain, OpenState state, Tries before) {
        boolean isRepeat = settlesBySending && state == OpenState.UNCERTAIN;
        boolean counts = uncertain.scope() == Scope.DESTINATION || isRepeat;
        // A crash leaves an unknown outcome that is not counted yet.
        int unknown = 1 + (isRepeat ? Math.max(1, before.unknown()) : before.unknown());
        Tries tries = new Tries(before.attempts() + (counts ? 1 : 0), unknown);
        boolean isLastRepeat = settlesBySending && unknown > MOST_REPEATS;
        return isLastRepeat || tries.attempts() >= policy.attempts() || isLate(plan)
                ? givenUp(plan, lease, recipient, OpenState.UNCERTAIN, tries, uncertain.reason(), uncertain.detail())
                : again(
                        lease,
                        recipient,
                        OpenState.UNCERTAIN,
                        tries,
                        uncertain.reason(),
                        uncertain.earliest(),
                        uncertain.detail());
    }

    private Entry notNow(
            Plan plan, Lease lease, long recipient, DeliveryResult.Deferred deferred, OpenState before, Tries tries) {
        OpenState state = before == OpenState.UNCERTAIN ? OpenState.UNCERTAIN : OpenState.RETRY;
        return isLate(plan)
                ? givenUp(plan, lease, recipient, state, tries, deferred.reason(), deferred.detail())
                : new Open(lease, recipient, state, tries, deferred.earliest(), deferred.reason(), deferred.detail());
    }

    private Entry again(
            Lease lease,
            long recipient,
            OpenState state,
            Tries tries,
            FailureReason reason,
            @Nullable Instant earliest,
            String detail) {
        Instant now = clock.instant();
        Instant next = now.plus(policy.pause(tries.attempts(), random));
        if (earliest != null && earliest.isAfter(now)) {
            next = earliest;
        }
        return new Open(lease, recipient, state, tries, next, reason, detail);
    }

    private boolean isLate(Plan plan) {
        return plan.acceptedAt().plus(policy.giveUpAfter()).isBefore(clock.instant());
    }

    private Entry givenUp(
            Plan plan, Lease lease, long recipient, OpenState state, Tries tries, FailureReason reason, String detail) {
        if (plan.untilDone()) {
            return overdue(plan, lease, recipient, state, tries, reason, detail);
        }
        return new Failed(
                lease,
                recipient,
                FailureReason.GAVE_UP,
                reason.label() + ": " + detail,
                state == OpenState.UNCERTAIN,
                new DeadLetter(plan.eventId(), plan.destination()));
    }

    /** A removal of text is never given up. */
    private Entry overdue(
            Plan plan, Lease lease, long recipient, OpenState state, Tries tries, FailureReason reason, String detail) {
        LOG.errorf(
                "withdrawn text is still public; the removal is retried channel=%s event=%s reason=%s",
                plan.destination(), plan.eventId(), reason.label());
        return new Open(lease, recipient, state, tries, clock.instant().plus(CircuitBreaker.PARKED), reason, detail);
    }

    /** The channel as a whole failed: the delivery is unchanged. */
    private Entry asBefore(
            Lease lease, long recipient, OpenState before, Tries tries, FailureReason reason, String detail) {
        return new Open(lease, recipient, before, tries, clock.instant(), reason, detail);
    }
}

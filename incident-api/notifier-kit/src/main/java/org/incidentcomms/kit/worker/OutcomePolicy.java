package org.incidentcomms.kit.worker;

import java.time.Clock;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.ledger.ClaimStore.OpenState;
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

    private final RetryPolicy policy;
    private final Clock clock;
    private final RandomGenerator random;

    OutcomePolicy(RetryPolicy policy, Clock clock, RandomGenerator random) {
        this.policy = policy;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Returns the ledger entry for {@code result}.
     *
     * @param lease of the chunk or of the open delivery; its kind tells which of the two was processed
     * @param attempts counted before this one
     * @return the entry, or null if nothing new is known about this recipient, who stays in the chunk
     */
    @Nullable Entry entry(Plan plan, Lease lease, long recipient, DeliveryResult result, OpenState before, int attempts) {
        boolean wasOpen = lease.kind() == Kind.OPEN_DELIVERY;
        return switch (result) {
            case DeliveryResult.Delivered delivered ->
                new Delivered(lease, recipient, delivered.url(), delivered.dryRun());
            case DeliveryResult.Skipped skipped -> new Skipped(lease, recipient, skipped.reason());
            case DeliveryResult.Rejected rejected
            when plan.untilDone() ->
                overdue(plan, lease, recipient, OpenState.RETRY, attempts + 1, rejected.reason(), rejected.detail());
            case DeliveryResult.Rejected rejected ->
                new Failed(lease, recipient, rejected.reason(), rejected.detail(), before == OpenState.UNCERTAIN, null);
            case DeliveryResult.Retry retry
            when retry.scope() == Scope.DESTINATION ->
                again(
                        plan,
                        lease,
                        recipient,
                        before,
                        OpenState.RETRY,
                        attempts + 1,
                        retry.reason(),
                        retry.earliest(),
                        retry.detail());
            case DeliveryResult.Retry retry ->
                wasOpen ? asBefore(lease, recipient, before, attempts, retry.reason(), retry.detail()) : null;
            case DeliveryResult.Park park ->
                wasOpen ? asBefore(lease, recipient, before, attempts, park.reason(), park.detail()) : null;
            case DeliveryResult.Uncertain uncertain ->
                again(
                        plan,
                        lease,
                        recipient,
                        before,
                        OpenState.UNCERTAIN,
                        uncertain.scope() == Scope.CHANNEL ? attempts : attempts + 1,
                        uncertain.reason(),
                        uncertain.earliest(),
                        uncertain.detail());
            case DeliveryResult.Deferred deferred -> notNow(plan, lease, recipient, deferred, before, attempts);
        };
    }

    private Entry notNow(
            Plan plan, Lease lease, long recipient, DeliveryResult.Deferred deferred, OpenState before, int attempts) {
        OpenState state = before == OpenState.UNCERTAIN ? OpenState.UNCERTAIN : OpenState.RETRY;
        return isLate(plan)
                ? givenUp(plan, lease, recipient, state, attempts, deferred.reason(), deferred.detail())
                : new Open(
                        lease, recipient, state, attempts, deferred.earliest(), deferred.reason(), deferred.detail());
    }

    private Entry again(
            Plan plan,
            Lease lease,
            long recipient,
            OpenState before,
            OpenState state,
            int attempts,
            FailureReason reason,
            @Nullable Instant earliest,
            String detail) {
        if (attempts >= policy.attempts() || isLate(plan)) {
            OpenState last = before == OpenState.UNCERTAIN ? before : state;
            return givenUp(plan, lease, recipient, last, attempts, reason, detail);
        }
        Instant now = clock.instant();
        Instant next = now.plus(policy.pause(attempts, random));
        if (earliest != null && earliest.isAfter(now)) {
            next = earliest;
        }
        return new Open(lease, recipient, state, attempts, next, reason, detail);
    }

    private boolean isLate(Plan plan) {
        return plan.acceptedAt().plus(policy.giveUpAfter()).isBefore(clock.instant());
    }

    private Entry givenUp(
            Plan plan,
            Lease lease,
            long recipient,
            OpenState state,
            int attempts,
            FailureReason reason,
            String detail) {
        if (plan.untilDone()) {
            return overdue(plan, lease, recipient, state, attempts, reason, detail);
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
            Plan plan,
            Lease lease,
            long recipient,
            OpenState state,
            int attempts,
            FailureReason reason,
            String detail) {
        LOG.errorf(
                "withdrawn text is still public; the removal is retried channel=%s event=%s reason=%s",
                plan.destination(), plan.eventId(), reason.label());
        return new Open(lease, recipient, state, attempts, clock.instant().plus(CircuitBreaker.PARKED), reason, detail);
    }

    /** The channel as a whole failed: the delivery is unchanged. */
    private Entry asBefore(
            Lease lease, long recipient, OpenState before, int attempts, FailureReason reason, String detail) {
        return new Open(lease, recipient, before, attempts, clock.instant(), reason, detail);
    }
}

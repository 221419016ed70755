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
import org.incidentcomms.kit.ledger.OutcomeLog.DeadLetter;
import org.incidentcomms.kit.ledger.OutcomeLog.Entry;
import org.incidentcomms.kit.ledger.OutcomeLog.Failed;
import org.incidentcomms.kit.ledger.OutcomeLog.Left;
import org.incidentcomms.kit.ledger.OutcomeLog.Open;
import org.incidentcomms.kit.ledger.OutcomeLog.Told;
import org.incidentcomms.kit.ledger.Plan;
import org.jspecify.annotations.Nullable;

/** From a channel's answer to what is written: the one place where attempts, deadlines and back-off are decided. */
final class Answers {
    private final RetryPolicy policy;
    private final Clock clock;
    private final RandomGenerator random;

    Answers(RetryPolicy policy, Clock clock, RandomGenerator random) {
        this.policy = policy;
        this.clock = clock;
        this.random = random;
    }

    /**
     * What the ledger is told of {@code result}.
     *
     * @param lease of the chunk or of the open delivery; its kind says whether this was an exception row's turn
     * @param attempts how many have been counted before this one
     * @return the entry, or null where nothing is known of this recipient that was not known before: it keeps its turn
     */
    @Nullable Entry entry(Plan plan, Lease lease, long recipient, DeliveryResult result, OpenState before, int attempts) {
        boolean wasOpen = lease.kind() == Kind.OPEN_DELIVERY;
        return switch (result) {
            case DeliveryResult.Delivered delivered -> new Told(lease, recipient, delivered.url(), delivered.dryRun());
            case DeliveryResult.Skipped skipped -> new Left(lease, recipient, skipped.reason());
            case DeliveryResult.Rejected rejected ->
                new Failed(lease, recipient, rejected.reason(), rejected.detail(), null);
            case DeliveryResult.Retry retry
            when retry.scope() == Scope.DESTINATION ->
                again(
                        plan,
                        lease,
                        recipient,
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
                        OpenState.UNCERTAIN,
                        uncertain.scope() == Scope.CHANNEL ? attempts : attempts + 1,
                        uncertain.reason(),
                        uncertain.earliest(),
                        uncertain.detail());
        };
    }

    private Entry again(
            Plan plan,
            Lease lease,
            long recipient,
            OpenState state,
            int attempts,
            FailureReason reason,
            @Nullable Instant earliest,
            String detail) {
        Instant now = clock.instant();
        boolean late = plan.acceptedAt().plus(policy.giveUpAfter()).isBefore(now);
        if (attempts >= policy.attempts() || late) {
            return new Failed(
                    lease,
                    recipient,
                    FailureReason.GAVE_UP,
                    reason.label() + ": " + detail,
                    new DeadLetter(plan.eventId(), plan.destination()));
        }
        Instant next = now.plus(policy.pause(attempts, random));
        if (earliest != null && earliest.isAfter(now)) {
            next = earliest;
        }
        return new Open(lease, recipient, state, attempts, next, reason, detail);
    }

    /** The channel as a whole failed: the delivery is as it was. */
    private Entry asBefore(
            Lease lease, long recipient, OpenState before, int attempts, FailureReason reason, String detail) {
        return new Open(lease, recipient, before, attempts, clock.instant(), reason, detail);
    }
}

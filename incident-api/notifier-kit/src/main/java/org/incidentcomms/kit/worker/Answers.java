package org.incidentcomms.kit.worker;

import java.time.Clock;
import java.time.Instant;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.ledger.ClaimStore.OpenState;
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

    Answers(RetryPolicy policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * What the ledger is told of {@code result}.
     *
     * @param attempts how many have been counted before this one
     * @param wasOpen whether this was an exception row's turn
     * @return the entry, or null where nothing is known of this recipient that was not known before: it keeps its turn
     */
    @Nullable Entry entry(Plan plan, long recipient, DeliveryResult result, OpenState before, int attempts, boolean wasOpen) {
        return switch (result) {
            case DeliveryResult.Delivered delivered ->
                new Told(plan.id(), recipient, delivered.url(), delivered.dryRun(), wasOpen);
            case DeliveryResult.Skipped skipped -> new Left(plan.id(), recipient, skipped.reason(), wasOpen);
            case DeliveryResult.Rejected rejected ->
                new Failed(plan.id(), recipient, rejected.reason(), rejected.detail(), wasOpen, null);
            case DeliveryResult.Retry retry
            when retry.scope() == Scope.DESTINATION ->
                again(
                        plan,
                        recipient,
                        OpenState.RETRY,
                        attempts + 1,
                        retry.reason(),
                        retry.earliest(),
                        retry.detail(),
                        wasOpen);
            case DeliveryResult.Retry retry ->
                wasOpen ? same(plan, recipient, before, attempts, retry.reason(), retry.detail()) : null;
            case DeliveryResult.Park park ->
                wasOpen ? same(plan, recipient, before, attempts, park.reason(), park.detail()) : null;
            case DeliveryResult.Uncertain uncertain ->
                again(
                        plan,
                        recipient,
                        OpenState.UNCERTAIN,
                        uncertain.scope() == Scope.CHANNEL ? attempts : attempts + 1,
                        uncertain.reason(),
                        uncertain.earliest(),
                        uncertain.detail(),
                        wasOpen);
        };
    }

    private Entry again(
            Plan plan,
            long recipient,
            OpenState state,
            int attempts,
            FailureReason reason,
            @Nullable Instant earliest,
            String detail,
            boolean wasOpen) {
        Instant now = clock.instant();
        boolean late = plan.acceptedAt().plus(policy.giveUpAfter()).isBefore(now);
        if (attempts >= policy.attempts() || late) {
            return new Failed(
                    plan.id(),
                    recipient,
                    FailureReason.GAVE_UP,
                    reason.label() + ": " + detail,
                    wasOpen,
                    new DeadLetter(plan.eventId(), plan.destination()));
        }
        Instant next = now.plus(policy.pause(attempts));
        if (earliest != null && earliest.isAfter(now)) {
            next = earliest;
        }
        return new Open(plan.id(), recipient, state, attempts, next, reason, detail);
    }

    private Entry same(Plan plan, long recipient, OpenState before, int attempts, FailureReason reason, String detail) {
        return new Open(plan.id(), recipient, before, attempts, clock.instant(), reason, detail);
    }
}

package org.incidentcomms.email.smtp;

import java.time.Clock;
import java.time.Instant;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.jspecify.annotations.Nullable;

/** Records the relay's recent results, for the health check. A refused recipient is not a fault of the relay. */
final class SmtpState {

    /** A failure that concerns the whole channel. */
    record Degraded(FailureReason reason, Instant since) {}

    private final Clock clock;
    private volatile @Nullable Degraded degraded;
    private volatile @Nullable Instant lastAcceptedAt;

    SmtpState(Clock clock) {
        this.clock = clock;
    }

    void saw(DeliveryResult result) {
        switch (result) {
            case DeliveryResult.Delivered delivered -> {
                lastAcceptedAt = clock.instant();
                degraded = null;
            }
            case DeliveryResult.Retry retry when retry.scope() == Scope.CHANNEL -> failed(retry.reason());
            case DeliveryResult.Park park -> failed(park.reason());
            case DeliveryResult.Retry other -> {}
            case DeliveryResult.Uncertain other -> {}
            case DeliveryResult.Rejected other -> {}
            case DeliveryResult.Skipped other -> {}
            case DeliveryResult.Deferred other -> {}
        }
    }

    private synchronized void failed(FailureReason reason) {
        Degraded before = degraded;
        degraded = new Degraded(reason, before == null ? clock.instant() : before.since());
    }

    @Nullable Degraded degraded() {
        return degraded;
    }

    @Nullable Instant lastAcceptedAt() {
        return lastAcceptedAt;
    }
}

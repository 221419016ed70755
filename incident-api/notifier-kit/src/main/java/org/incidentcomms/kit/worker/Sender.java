package org.incidentcomms.kit.worker;

import java.time.Duration;
import java.time.Instant;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.channel.Delivery;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.Recipient;
import org.incidentcomms.kit.worker.CircuitBreaker.Permit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One call of the channel: renders, then sends or settles; counts the result and passes it to the circuit breaker. */
final class Sender<R extends Recipient> {
    private static final Logger LOG = Logger.getLogger(Sender.class);

    private final Channel<R> channel;
    private final CircuitBreaker breaker;
    private final DeliveryMetrics metrics;
    private final WorkerRuntime runtime;
    private volatile @Nullable Instant composingFailedAt;

    Sender(Channel<R> channel, CircuitBreaker breaker, DeliveryMetrics metrics, WorkerRuntime runtime) {
        this.channel = channel;
        this.breaker = breaker;
        this.metrics = metrics;
        this.runtime = runtime;
    }

    /** {@code uncertain}: an earlier attempt may have been accepted. */
    DeliveryResult send(Delivery<R> delivery, boolean uncertain, Permit permit) {
        long start = runtime.nanoTime().getAsLong();
        DeliveryResult result;
        try {
            channel.compose(delivery);
        } catch (RuntimeException | StackOverflowError e) {
            return notComposed(delivery, e);
        }
        try {
            result = uncertain ? channel.settle(delivery) : channel.deliver(delivery);
        } catch (RuntimeException e) {
            LOG.errorf(
                    "channel threw, delivery outcome unknown, settling channel=%s event=%s reason=%s",
                    channel.destination(), delivery.event().id(), e.getClass().getName());
            result = DeliveryResult.uncertain(
                    FailureReason.UNEXPECTED, Scope.DESTINATION, e.getClass().getSimpleName());
        }
        metrics.count(result, Duration.ofNanos(runtime.nanoTime().getAsLong() - start));
        if (result instanceof DeliveryResult.Delivered) {
            metrics.delivered(
                    Duration.between(delivery.event().time(), runtime.clock().instant()));
        }
        tellBreaker(result, permit);
        return result;
    }

    /** Nothing was sent, and a retry would not help. */
    private DeliveryResult notComposed(Delivery<R> delivery, Throwable failure) {
        LOG.errorf(
                failure,
                "cannot be composed and is not sent channel=%s event=%s",
                channel.destination(),
                delivery.event().id());
        composingFailedAt = runtime.clock().instant();
        DeliveryResult rejected = DeliveryResult.rejected(
                FailureReason.INVALID,
                "cannot be composed: " + failure.getClass().getSimpleName());
        metrics.count(rejected, Duration.ZERO);
        return rejected;
    }

    /** The time of the last rendering failure, or null. */
    @Nullable Instant composingFailedAt() {
        return composingFailedAt;
    }

    private void tellBreaker(DeliveryResult result, Permit permit) {
        switch (result) {
            case DeliveryResult.Delivered delivered -> breaker.worked(permit);
            case DeliveryResult.Rejected rejected -> breaker.worked(permit);
            case DeliveryResult.Skipped skipped -> {}
            case DeliveryResult.Deferred deferred -> {}
            case DeliveryResult.Retry retry
            when retry.scope() == Scope.CHANNEL ->
                breaker.failed(permit, retry.reason(), retry.earliest(), retry.detail());
            case DeliveryResult.Retry retry -> breaker.worked(permit);
            case DeliveryResult.Uncertain uncertain
            when uncertain.scope() == Scope.CHANNEL ->
                breaker.failed(permit, uncertain.reason(), null, uncertain.detail());
            case DeliveryResult.Uncertain uncertain -> {}
            case DeliveryResult.Park park -> breaker.parked(permit, park.reason(), park.detail());
        }
    }
}

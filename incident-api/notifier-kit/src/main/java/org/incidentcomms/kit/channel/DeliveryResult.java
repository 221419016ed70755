package org.incidentcomms.kit.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The outcome of one delivery; each type documents the transition it causes in the ledger. */
public sealed interface DeliveryResult {

    static DeliveryResult delivered() {
        return new Delivered(null, false);
    }

    static DeliveryResult delivered(String url) {
        return new Delivered(url, false);
    }

    static DeliveryResult retry(FailureReason reason, Scope scope, String detail) {
        return new Retry(reason, scope, null, detail);
    }

    static DeliveryResult uncertain(FailureReason reason, Scope scope, String detail) {
        return new Uncertain(reason, scope, null, detail);
    }

    static DeliveryResult rejected(FailureReason reason, String detail) {
        return new Rejected(reason, detail);
    }

    static DeliveryResult skipped(SkipReason reason) {
        return new Skipped(reason);
    }

    static DeliveryResult deferred(FailureReason reason, Instant earliest, String detail) {
        return new Deferred(reason, earliest, detail);
    }

    /** The scope of a failure. */
    enum Scope {
        /** This recipient only; the attempt is counted. */
        DESTINATION,
        /**
         * The whole channel (server down, credentials refused, budget spent): pauses the channel with back-off; no
         * attempt is counted.
         */
        CHANNEL
    }

    /**
     * Terminal: the remote system accepted it.
     *
     * @param url where it can be seen, or null
     * @param dryRun nothing was sent because the channel is in dry-run mode
     */
    record Delivered(@Nullable String url, boolean dryRun) implements DeliveryResult {}

    /**
     * Certainly not accepted; retried.
     *
     * @param earliest not before this time, or null for the kit's own back-off
     * @param detail for the operator: the remote system's response, without any address or secret
     */
    record Retry(
            FailureReason reason, Scope scope, @Nullable Instant earliest, String detail) implements DeliveryResult {}

    /** Terminal: rejected permanently. {@code detail} as in {@link Retry}. */
    record Rejected(FailureReason reason, String detail) implements DeliveryResult {}

    /** Outcome unknown; {@link Channel#settle} is called next, never {@link Channel#deliver}. */
    record Uncertain(
            FailureReason reason, Scope scope, @Nullable Instant earliest, String detail) implements DeliveryResult {}

    /**
     * Not tried now, because the channel limits what it sends to this recipient's destination: tried again at {@code
     * earliest}. No attempt is counted, and an earlier unknown outcome stays unknown; the event's deadline still ends
     * it.
     */
    record Deferred(FailureReason reason, Instant earliest, String detail) implements DeliveryResult {}

    /** Terminal: deliberately not sent. */
    record Skipped(SkipReason reason) implements DeliveryResult {}

    /**
     * The channel is blocked until an operator acts (credentials, budget, permission): parks it until an operator
     * resumes it or the configured time has passed. No attempt is counted.
     */
    record Park(FailureReason reason, String detail) implements DeliveryResult {}
}

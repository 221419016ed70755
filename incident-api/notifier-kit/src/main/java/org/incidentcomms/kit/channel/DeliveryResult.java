package org.incidentcomms.kit.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of one delivery; each kind documents the transition it causes in the ledger. */
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

    /** What a failure concerns. */
    enum Scope {
        /** This recipient only; its attempts are counted. */
        DESTINATION,
        /**
         * The whole channel (server down, credentials refused, budget spent): pauses the channel with back-off and
         * counts against nobody.
         */
        CHANNEL
    }

    /**
     * Terminal: the remote side took it.
     *
     * @param url where it can be seen, or null
     * @param dryRun nothing was sent because the channel runs dry
     */
    record Delivered(@Nullable String url, boolean dryRun) implements DeliveryResult {}

    /**
     * Certainly not taken; to be tried again.
     *
     * @param earliest not before this time, or null for the kit's own back-off
     * @param detail for the operator: the remote side's answer, without any address or secret
     */
    record Retry(
            FailureReason reason, Scope scope, @Nullable Instant earliest, String detail) implements DeliveryResult {}

    /** Terminal: refused for good. {@code detail} as in {@link Retry}. */
    record Rejected(FailureReason reason, String detail) implements DeliveryResult {}

    /** May or may not have been taken; {@link Channel#settle} is called next, never {@link Channel#deliver}. */
    record Uncertain(
            FailureReason reason, Scope scope, @Nullable Instant earliest, String detail) implements DeliveryResult {}

    /** Terminal: deliberately not sent. */
    record Skipped(SkipReason reason) implements DeliveryResult {}

    /**
     * The channel is refused until somebody acts (credentials, budget, permission): pauses it until an operator resumes
     * it or the configured time has passed. Counts against nobody.
     */
    record Park(FailureReason reason, String detail) implements DeliveryResult {}
}

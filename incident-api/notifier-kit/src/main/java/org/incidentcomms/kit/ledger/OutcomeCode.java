package org.incidentcomms.kit.ledger;

import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.SkipReason;

/** The value of {@code outcome.code}: 1 or 2 delivered, 100 + failure reason failed, 200 + skip reason skipped. */
final class OutcomeCode {
    static final int DELIVERED = 1;
    static final int DRY_RUN = 2;
    private static final int FAILED = 100;
    private static final int SKIPPED = 200;
    /** SQL conditions on the column {@code code}. */
    static final String IS_DELIVERED = "code < " + FAILED;

    static final String IS_FAILED = "code between " + FAILED + " and " + (SKIPPED - 1);
    static final String IS_SKIPPED = "code >= " + SKIPPED;
    static final String FAILURE_REASON = "code - " + FAILED;
    static final int SUPERSEDED = of(SkipReason.SUPERSEDED);
    static final int GAVE_UP = of(FailureReason.GAVE_UP);

    private OutcomeCode() {}

    static int of(FailureReason reason) {
        return FAILED + reason.code();
    }

    static int of(SkipReason reason) {
        return SKIPPED + reason.code();
    }
}

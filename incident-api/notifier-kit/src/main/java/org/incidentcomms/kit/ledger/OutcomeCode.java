package org.incidentcomms.kit.ledger;

import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.SkipReason;

/** The number that stands in {@code outcome.code}. */
final class OutcomeCode {
    static final int DELIVERED = 1;
    static final int DRY_RUN = 2;
    private static final int REJECTED = 100;
    private static final int SKIPPED = 200;
    static final int SUPERSEDED = of(SkipReason.SUPERSEDED);
    static final int GAVE_UP = of(FailureReason.GAVE_UP);

    private OutcomeCode() {}

    static int of(FailureReason reason) {
        return REJECTED + reason.code();
    }

    static int of(SkipReason reason) {
        return SKIPPED + reason.code();
    }
}

package org.incidentcomms.email.subscriber;

import java.time.Duration;

/** Limits of signing up for a test. */
record TestLimits(
        int mailsPerAddress, int perNetwork, int perSecond, int perDay, int mostWaiting, Duration confirmWithin)
        implements SignUpConfig {
    /** The service's defaults. */
    static final TestLimits DEFAULT = new TestLimits(3, 20, 10, 5000, 10_000, Duration.ofHours(48));
}

package org.incidentcomms.api.incident;

import java.time.Duration;
import java.time.Instant;
import org.incidentcomms.events.Status;

/**
 * Tells an incident that is written down afterwards from one that is going on. The former tells nobody unless asked; to
 * take a live one for it would be the graver mistake, so it has to be over, or a day old.
 */
final class BackFill {
    static final Duration OVER_SINCE = Duration.ofHours(1);
    static final Duration OLD = Duration.ofDays(1);

    private BackFill() {}

    static boolean is(Instant startedAt, Status status, Instant now) {
        Duration age = Duration.between(startedAt, now);
        return age.compareTo(OLD) > 0 || (status == Status.RESOLVED && age.compareTo(OVER_SINCE) > 0);
    }
}

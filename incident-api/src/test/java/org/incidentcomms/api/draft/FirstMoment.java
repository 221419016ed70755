package org.incidentcomms.api.draft;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/** A moment that is near and still to come when a request that names it arrives, however slow the machine is. */
final class FirstMoment {
    private FirstMoment() {}

    /**
     * Tries two seconds from now, then four, eight …
     *
     * @param attempt gives nothing where the moment had passed
     */
    static <T> T accepted(Function<Instant, Optional<T>> attempt) {
        for (int seconds = 2; seconds < 200; seconds *= 2) {
            Instant moment = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusSeconds(seconds);
            Optional<T> accepted = attempt.apply(moment);
            if (accepted.isPresent()) {
                return accepted.get();
            }
        }
        throw new AssertionError("no moment is accepted");
    }
}

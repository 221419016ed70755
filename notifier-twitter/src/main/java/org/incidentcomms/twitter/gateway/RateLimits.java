package org.incidentcomms.twitter.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.incidentcomms.kit.http.HttpReply;
import org.incidentcomms.kit.http.RetryAfter;
import org.jspecify.annotations.Nullable;

/**
 * When X will take posts again. X sends no {@code Retry-After}, which only a proxy in between may; it names the end of the
 * quarter hour and, on some plans, of the 24 hours of the app and of the user, each with what is left of it.
 */
final class RateLimits {
    private static final List<String> WINDOWS = List.of("x-rate-limit", "x-app-limit-24hour", "x-user-limit-24hour");

    private RateLimits() {}

    /** The end of the last window that is used up, or null where the answer does not tell. Never in the past. */
    static @Nullable Instant end(HttpReply reply, Instant now) {
        Optional<Instant> end = WINDOWS.stream()
                .filter(window -> reply.number(window + "-remaining").orElse(0L) <= 0)
                .flatMap(window -> reply.epochSeconds(window + "-reset").stream())
                .max(Instant::compareTo)
                .or(() -> WINDOWS.stream()
                        .flatMap(window -> reply.epochSeconds(window + "-reset").stream())
                        .max(Instant::compareTo))
                .or(() -> RetryAfter.of(reply, now));
        return end.map(at -> RetryAfter.bounded(at, now)).orElse(null);
    }
}

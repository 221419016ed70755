package org.incidentcomms.twitter.gateway;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When X will take posts again. X sends no {@code Retry-After}; it names the end of the quarter hour and, on some plans,
 * of the 24 hours of the app and of the user, each with what is left of it.
 */
final class RateLimits {
    private static final List<String> WINDOWS = List.of("x-rate-limit", "x-app-limit-24hour", "x-user-limit-24hour");
    private static final Duration LONGEST = Duration.ofHours(25);

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
                .or(() -> retryAfter(reply, now));
        return end.map(at -> clamp(at, now)).orElse(null);
    }

    /** {@code Retry-After}, should a proxy in between send one: seconds or an HTTP date. */
    static Optional<Instant> retryAfter(HttpReply reply, Instant now) {
        return Stream.concat(
                        reply.number("retry-after").map(now::plusSeconds).stream(),
                        reply.header("retry-after").map(RateLimits::httpDate).stream())
                .filter(Objects::nonNull)
                .findFirst()
                .map(at -> clamp(at, now));
    }

    private static @Nullable Instant httpDate(String value) {
        try {
            return ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Clocks differ and headers lie: at least a second from now, at most a little over a day. */
    private static Instant clamp(Instant at, Instant now) {
        Instant soonest = now.plusSeconds(1);
        Instant latest = now.plus(LONGEST);
        if (at.isBefore(soonest)) {
            return soonest;
        }
        return at.isAfter(latest) ? latest : at;
    }
}

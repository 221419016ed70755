package org.incidentcomms.kit.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parses {@code Retry-After} (RFC 9110, 10.2.3). */
public final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("\\d+");
    private static final Duration LONGEST = Duration.ofHours(25);

    private RetryAfter() {}

    /** Empty if the header is absent or neither a number of seconds nor a date; {@linkplain #bounded bounded}. */
    public static Optional<Instant> of(HttpReply reply, Instant now) {
        return reply.header("retry-after")
                .flatMap(value ->
                        SECONDS.matcher(value).matches() ? afterSeconds(value, now) : reply.date("retry-after"))
                .map(at -> bounded(at, now));
    }

    /** Limits a time, as clocks and headers may be wrong: at least a second from now, at most a little over a day. */
    public static Instant bounded(Instant at, Instant now) {
        Instant soonest = now.plusSeconds(1);
        Instant latest = now.plus(LONGEST);
        if (at.isBefore(soonest)) {
            return soonest;
        }
        return at.isAfter(latest) ? latest : at;
    }

    /** A number that would overflow counts as the longest wait. */
    private static Optional<Instant> afterSeconds(String digits, Instant now) {
        boolean huge = digits.length() > 9;
        return Optional.of(huge ? now.plus(LONGEST) : now.plusSeconds(Long.parseLong(digits)));
    }
}

package org.incidentcomms.testkit.x;

import com.sun.net.httpserver.Headers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.incidentcomms.testkit.x.XFaults.Call;

/** X's rate limits: a window of 15 minutes per call, and one of 24 hours for posts. There is never a Retry-After. */
final class RateLimits {

    private static final Duration SHORT = Duration.ofMinutes(15);
    private static final Duration DAY = Duration.ofHours(24);

    private final Clock clock;
    private final Map<Call, Window> windows = new EnumMap<>(Call.class);
    private Window day;

    RateLimits(Clock clock) {
        this.clock = clock;
        this.day = new Window(10_000, 0, clock.instant().plus(DAY));
        limit(Call.CREATE, 100);
        limit(Call.DELETE, 50);
        limit(Call.ME, 75);
        limit(Call.TIMELINE, 900);
    }

    synchronized void limit(Call call, int perQuarterHour) {
        windows.put(call, new Window(perQuarterHour, 0, clock.instant().plus(SHORT)));
    }

    synchronized void postsPerDay(int limit) {
        day = new Window(limit, 0, clock.instant().plus(DAY));
    }

    /** Counts a call and sets the headers with the remaining quota; returns whether it was within the limits. */
    synchronized boolean count(Call call, Headers headers) {
        Instant now = clock.instant();
        Window window = windows.getOrDefault(call, new Window(0, 0, now)).at(now, SHORT);
        day = day.at(now, DAY);
        boolean within = window.left() > 0 && (call != Call.CREATE || day.left() > 0);
        window = window.plus(within ? 1 : 0);
        windows.put(call, window);
        window.tell(headers, "x-rate-limit-");
        if (call == Call.CREATE) {
            day = day.plus(within ? 1 : 0);
            day.tell(headers, "x-user-limit-24hour-");
        }
        return within;
    }

    /** The headers of a refusal that counts against no limit. */
    void refuse(Headers headers, Duration untilReset) {
        new Window(100, 100, clock.instant().plus(untilReset)).tell(headers, "x-rate-limit-");
    }

    private record Window(int limit, int used, Instant reset) {

        Window at(Instant now, Duration length) {
            return now.isBefore(reset) ? this : new Window(limit, 0, now.plus(length));
        }

        Window plus(int calls) {
            return new Window(limit, used + calls, reset);
        }

        int left() {
            return limit - used;
        }

        void tell(Headers headers, String prefix) {
            headers.set(prefix + "limit", String.valueOf(limit));
            headers.set(prefix + "remaining", String.valueOf(left()));
            headers.set(prefix + "reset", String.valueOf(reset.getEpochSecond()));
        }
    }
}

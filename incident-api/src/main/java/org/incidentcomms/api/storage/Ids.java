package org.incidentcomms.api.storage;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * Ids such as {@code inc_01jd…}: a prefix and a ULID in lower case, so that ids of one prefix sort by creation time
 * (across processes to the millisecond, within one exactly). Thread-safe.
 */
@ApplicationScoped
public class Ids {
    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private long lastMillis;
    private long high;
    private long low;

    public Ids(Clock clock) {
        this.clock = clock;
    }

    public String next(String prefix) {
        long millis;
        long randomHigh;
        long randomLow;
        synchronized (this) {
            millis = Math.max(clock.millis(), lastMillis);
            if (millis == lastMillis) {
                low = (low + 1) & FORTY_BITS;
                if (low == 0) {
                    high = (high + 1) & FORTY_BITS;
                }
            } else {
                lastMillis = millis;
                high = random.nextLong() & FORTY_BITS;
                low = random.nextLong() & FORTY_BITS;
            }
            randomHigh = high;
            randomLow = low;
        }
        StringBuilder id =
                new StringBuilder(prefix.length() + 27).append(prefix).append('_');
        append(id, millis, 10);
        append(id, randomHigh, 8);
        append(id, randomLow, 8);
        return id.toString();
    }

    private static final long FORTY_BITS = (1L << 40) - 1;

    private static void append(StringBuilder id, long value, int digits) {
        for (int i = digits - 1; i >= 0; i--) {
            id.append(ALPHABET[(int) (value >>> (5 * i)) & 31]);
        }
    }
}

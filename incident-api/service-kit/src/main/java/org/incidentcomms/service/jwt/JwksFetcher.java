package org.incidentcomms.service.jwt;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jose4j.http.Get;
import org.jose4j.http.SimpleResponse;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a JWKS and remembers the result. While fetching fails there is one attempt per pause, regardless of the
 * number of callers. Used by one thread at a time, which {@link org.jose4j.jwk.HttpsJwks} ensures.
 */
final class JwksFetcher extends Get {
    private static final Logger LOG = Logger.getLogger(JwksFetcher.class);

    /** @param since the first failure after a success */
    record Failure(Instant since, Instant lastAttempt, String reason) {}

    private final Duration pause;
    private final Clock clock;
    private volatile @Nullable Failure failure;
    private volatile @Nullable Instant lastSuccess;
    private volatile int keys;

    /** @param timeout for the connection, and again for each read */
    JwksFetcher(Duration timeout, Duration pause, Clock clock) {
        this.pause = pause;
        this.clock = clock;
        setConnectTimeout(Math.toIntExact(timeout.toMillis()));
        setReadTimeout(Math.toIntExact(timeout.toMillis()));
        setRetries(0);
    }

    @Override
    public SimpleResponse get(String address) throws IOException {
        Failure before = failure;
        if (before != null && untilNextAttempt().isPositive()) {
            throw new IOException("retry not due yet: " + before.reason());
        }
        try {
            SimpleResponse response = super.get(address);
            keys = new JsonWebKeySet(response.getBody()).getJsonWebKeys().size();
            succeeded(address);
            return response;
        } catch (JoseException | ClassCastException e) {
            throw failed(address, new IOException("the response is not a JWKS", e));
        } catch (IOException e) {
            throw failed(address, e);
        }
    }

    private void succeeded(String address) {
        if (failure != null) {
            LOG.infof("JWKS fetched after a failure address=%s", address);
        }
        lastSuccess = clock.instant();
        failure = null;
    }

    private IOException failed(String address, IOException cause) {
        Failure before = failure;
        Instant now = clock.instant();
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (before == null) {
            LOG.warnf("JWKS cannot be fetched address=%s reason=%s nextAttempt=%s", address, reason, now.plus(pause));
        }
        failure = new Failure(before == null ? now : before.since(), now, reason);
        return cause;
    }

    /** Zero if the next attempt is allowed now. */
    Duration untilNextAttempt() {
        Failure current = failure;
        if (current == null) {
            return Duration.ZERO;
        }
        Instant now = clock.instant();
        // If the clock was set back, the wait must not last until the old time.
        return now.isBefore(current.lastAttempt())
                ? Duration.ZERO
                : Duration.between(now, current.lastAttempt().plus(pause));
    }

    /** Null before the first attempt and after a successful one. */
    @Nullable Failure failure() {
        return failure;
    }

    @Nullable Instant lastSuccess() {
        return lastSuccess;
    }

    /** Number of keys in the last JWKS. */
    int keys() {
        return keys;
    }
}

package org.incidentcomms.service.jwt;

import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.KeyLocationResolver;
import java.io.IOException;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jose4j.http.Get;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * SmallRye JWT's cache of a JWKS with a different fetcher: its own blocks each request for up to 80 seconds while the
 * address does not respond, and caches an unusable response for ever.
 */
final class JwksKeyResolver extends KeyLocationResolver {
    private final JwksFetcher fetcher;
    private final Duration retention;
    private final Clock clock;

    JwksKeyResolver(JWTAuthContextInfo info, JwksFetcher fetcher, Duration pause, Clock clock)
            throws IOException, UnresolvableKeyException {
        super(info);
        this.fetcher = fetcher;
        this.retention = Duration.ofMinutes(info.getJwksRetainCacheOnErrorDuration());
        this.clock = clock;
        this.httpsJwks = initializeHttpsJwks(info.getPublicKeyLocation());
        // In jose4j this is the pause before the next attempt; it has no limit on retention.
        httpsJwks.setRetainCacheOnErrorDuration(Math.max(1, pause.toSeconds()));
    }

    /** Does nothing: the super constructor calls this, and fetching must not delay or fail the start. */
    @Override
    protected void initializeKeyContent() {}

    @Override
    protected Get getHttpGet() {
        return fetcher;
    }

    /** @throws JwksUnavailableException while there are no keys to verify the token with */
    @Override
    public Key resolveKey(JsonWebSignature token, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        JwksFetcher.Failure failure = fetcher.failure();
        if (failure != null && !hasKeys()) {
            throw new JwksUnavailableException(failure.reason());
        }
        try {
            httpsJwks.getJsonWebKeys();
        } catch (JoseException | IOException e) {
            throw new JwksUnavailableException(e);
        }
        return super.resolveKey(token, nesting);
    }

    /** Fetches now, unless the last attempt failed less than the pause ago. */
    void refresh() throws IOException, JoseException {
        httpsJwks.refresh();
    }

    /** Whether a JWKS was fetched and, if fetching fails since, has not exceeded the retention. */
    boolean hasKeys() {
        JwksFetcher.Failure failure = fetcher.failure();
        return fetcher.lastSuccess() != null
                && (failure == null || clock.instant().isBefore(failure.since().plus(retention)));
    }
}

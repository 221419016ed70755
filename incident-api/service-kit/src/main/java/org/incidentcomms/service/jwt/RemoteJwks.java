package org.incidentcomms.service.jwt;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.incidentcomms.service.loop.GuardedLoop;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/**
 * The JWKS of an identity provider, if one is configured. Fetched in the background at the start and while fetching
 * fails, so that requests do not wait for a time-out; otherwise the request that finds it out of date fetches it.
 */
@ApplicationScoped
public class RemoteJwks {
    /** The state of token verification; the ordinal is the value of the metric. */
    enum State {
        OK,
        /** The address does not respond; the keys fetched before are still used. */
        RETAINED,
        /** There are no keys: calls with a token are answered with 503. */
        UNAVAILABLE
    }

    private final JWTAuthContextInfo settings;
    private final Duration pause;
    private final Clock clock;
    private final JwksFetcher fetcher;
    private volatile @Nullable JwksKeyResolver resolver;
    private final GuardedLoop loop = new GuardedLoop("jwks", this::fetchWhileMissing, Thread.ofVirtual());

    /**
     * @param timeout of a connection, and of each read
     * @param pause between two attempts while fetching fails
     */
    RemoteJwks(
            JWTAuthContextInfo settings,
            Clock clock,
            @ConfigProperty(name = "jwks.fetch.timeout", defaultValue = "PT3S") Duration timeout,
            @ConfigProperty(name = "jwks.retry.pause", defaultValue = "PT5S") Duration pause) {
        this.settings = settings;
        this.clock = clock;
        this.pause = pause;
        this.fetcher = new JwksFetcher(timeout, pause, clock);
    }

    void start(@Observes StartupEvent event) throws IOException, UnresolvableKeyException {
        // Set for an address only; the content of a file is read at once.
        if (settings.getPublicKeyLocation() == null || settings.getPublicKeyContent() != null) {
            return;
        }
        resolver = new JwksKeyResolver(settings, fetcher, pause, clock);
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.interrupt();
    }

    private Duration fetchWhileMissing() {
        JwksKeyResolver current = resolver;
        try {
            if (current != null && (fetcher.lastSuccess() == null || fetcher.failure() != null)) {
                current.refresh();
            }
        } catch (IOException | JoseException e) {
            // The fetcher has logged it once.
        }
        Duration wait = fetcher.untilNextAttempt();
        return wait.isPositive() ? wait : pause;
    }

    /** Looks up the keys of tokens; empty if the key is in a file. */
    Optional<JwksKeyResolver> resolver() {
        return Optional.ofNullable(resolver);
    }

    State state() {
        JwksKeyResolver current = resolver;
        if (current == null || fetcher.failure() == null) {
            return State.OK;
        }
        return current.hasKeys() ? State.RETAINED : State.UNAVAILABLE;
    }

    JwksFetcher fetcher() {
        return fetcher;
    }
}

package org.incidentcomms.service.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class JwksKeyResolverTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration RETENTION = Duration.ofMinutes(1440);
    private static final int MANY = 50;
    private static final PublicJsonWebKey KNOWN = key("known");

    private final SettableClock clock = new SettableClock();
    private final JwksFetcher fetcher = new JwksFetcher(TIMEOUT, PAUSE, clock);
    private JwksServer server;
    private JwksKeyResolver resolver;
    private final PublicJsonWebKey key = KNOWN;

    @BeforeEach
    void start() throws IOException, JoseException {
        server = new JwksServer();
        resolver = resolver(server.address(), fetcher);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void nothing_is_fetched_before_it_is_needed() {
        assertThat(server.requests()).isZero();
    }

    @Test
    void while_there_are_no_keys_the_address_is_asked_once_per_pause_whatever_is_called() throws Exception {
        for (int call = 0; call < MANY; call++) {
            assertThatThrownBy(() -> resolve(key)).isInstanceOf(JwksUnavailableException.class);
        }
        assertThat(server.requests()).isEqualTo(1);

        clock.advance(PAUSE);
        assertThatThrownBy(resolver::refresh).isInstanceOf(IOException.class);
        assertThatThrownBy(resolver::refresh).isInstanceOf(IOException.class);
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void keys_are_good_as_soon_as_they_are_fetched() throws Exception {
        assertThatThrownBy(() -> resolve(key)).isInstanceOf(JwksUnavailableException.class);

        server.show(jwks(key));
        clock.advance(PAUSE);
        resolver.refresh();

        assertThat(resolve(key)).isEqualTo(key.getPublicKey());
        assertThat(fetcher.failure()).isNull();
    }

    @Test
    void an_answer_that_is_no_jwks_is_a_failure_and_no_lasting_one() throws Exception {
        for (String answer :
                List.of("<html>be right back</html>", "{\"issuer\":\"x\"}", "{\"keys\":\"x\"}", "[]", "")) {
            server.show(answer);
            assertThatThrownBy(() -> resolve(key)).as(answer).isInstanceOf(JwksUnavailableException.class);
            clock.advance(PAUSE);
        }
        server.show(jwks(key));
        resolver.refresh();

        assertThat(resolve(key)).isEqualTo(key.getPublicKey());
    }

    @Test
    void a_key_that_is_not_in_the_set_is_looked_for_once_and_not_with_every_token() throws Exception {
        server.show(jwks(key));
        resolve(key);
        int before = server.requests();
        JsonWebSignature unknown = token(key("unknown"));

        for (int call = 0; call < MANY; call++) {
            assertThatThrownBy(() -> resolver.resolveKey(unknown, List.of()))
                    .isInstanceOf(UnresolvableKeyException.class)
                    .isNotInstanceOf(JwksUnavailableException.class);
        }

        // None where the set was fetched within the last 300 ms.
        assertThat(server.requests() - before).isLessThanOrEqualTo(1);
    }

    @Test
    void keys_fetched_before_are_used_for_as_long_as_they_may_while_the_address_does_not_answer() throws Exception {
        server.show(jwks(key));
        resolve(key);
        server.show(null);
        assertThatThrownBy(this::refreshNow).isInstanceOf(IOException.class);

        assertThat(resolve(key)).isEqualTo(key.getPublicKey());
        assertThat(resolver.hasKeys()).isTrue();

        clock.advance(RETENTION);
        assertThatThrownBy(() -> resolve(key)).isInstanceOf(JwksUnavailableException.class);

        server.show(jwks(key));
        refreshNow();
        assertThat(resolve(key)).isEqualTo(key.getPublicKey());
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void an_address_that_takes_the_connection_and_never_answers_is_given_up() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            JwksKeyResolver waiting = resolver(
                    "http://127.0.0.1:" + silent.getLocalPort() + "/jwks",
                    new JwksFetcher(Duration.ofMillis(100), PAUSE, clock));

            assertThatThrownBy(() -> waiting.resolveKey(token(key), List.of()))
                    .isInstanceOf(JwksUnavailableException.class);
        }
    }

    /** jose4j does not fetch again what it fetched within the last 300 ms. */
    private void refreshNow() throws IOException, JoseException {
        int before = server.requests();
        while (server.requests() == before) {
            Thread.onSpinWait();
            resolver.refresh();
        }
    }

    private Key resolve(PublicJsonWebKey key) throws UnresolvableKeyException {
        return resolver.resolveKey(token(key), List.of());
    }

    private JwksKeyResolver resolver(String address, JwksFetcher fetcher) throws IOException, UnresolvableKeyException {
        JWTAuthContextInfo info = new JWTAuthContextInfo();
        info.setPublicKeyLocation(address);
        info.setSignatureAlgorithm(Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256));
        info.setJwksRefreshInterval(10);
        info.setForcedJwksRefreshInterval(1);
        info.setJwksRetainCacheOnErrorDuration((int) RETENTION.toMinutes());
        return new JwksKeyResolver(info, fetcher, PAUSE, clock);
    }

    private static JsonWebSignature token(PublicJsonWebKey key) {
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmHeaderValue("RS256");
        token.setKeyIdHeaderValue(key.getKeyId());
        return token;
    }

    private static PublicJsonWebKey key(String id) {
        try {
            PublicJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(id);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String jwks(PublicJsonWebKey... keys) {
        return new JsonWebKeySet(keys).toJson();
    }
}

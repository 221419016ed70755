package org.incidentcomms.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.incidentcomms.api.Api;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Tokens of any OpenID Connect provider, by the keys it shows at its address. */
@QuarkusTest
@TestProfile(ForeignTokensIT.AtOnce.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
@WithTestResource(PretendKeySet.class)
class ForeignTokensIT {
    private static final ProviderKey RSA = ProviderKey.rsa("rsa-2026");
    private static final ProviderKey EC = ProviderKey.ec("ec-2026");
    private static final String GROUPS = "\"groups\":[\"operator\"]";

    /**
     * A key that is not known is looked for at once, which a service in use does once a minute; a provider that is away is
     * asked again after one second, not five.
     */
    public static final class AtOnce implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("smallrye.jwt.jwks.forced-refresh-interval", "0", "jwks.retry.pause", "PT1S");
        }
    }

    @BeforeEach
    void bothKeysAreShown() {
        if (RestAssured.get(keySet()).statusCode() == 200) {
            show(RSA, EC);
            await().untilAsserted(() -> {
                taken(RSA.sign(good()));
                taken(EC.sign(good()));
            });
        }
    }

    @Test
    @Order(1)
    void while_no_keys_are_known_a_token_is_503_until_the_provider_answers() {
        await().untilAsserted(() -> jwksIsDegraded(true));
        Response response = call(RSA.sign(good()));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.contentType()).startsWith("application/problem+json");
        assertThat(response.header("Retry-After")).isEqualTo("1");
        assertThat(response.header("WWW-Authenticate")).isNull();
        assertThat(RestAssured.get("/v1/me").statusCode()).isEqualTo(401);
        RestAssured.get("/q/health/ready").then().statusCode(200);
        assertThat(RestAssured.get("/q/metrics").asString()).contains("jwks_degraded 2.0");

        show(RSA, EC);

        await().untilAsserted(() -> taken(RSA.sign(good())));
        jwksIsDegraded(false);
    }

    @Test
    @Order(2)
    void keys_of_both_usual_kinds_are_good() {
        taken(RSA.sign(good()));
        taken(EC.sign(good()));
        assertThat(call(RSA.sign(good())).path("name").toString()).isEqualTo("dana@example.com");
    }

    @Test
    @Order(2)
    void a_token_for_others_of_others_or_of_another_time_is_401() {
        long now = Instant.now().getEpochSecond();
        String issuer = PretendKeySet.ISSUER;
        refused(RSA.sign(claims("https://login.example.com/realms/others", "incidentcomms", now, now + 300, GROUPS)));
        refused(RSA.sign(claims(issuer, "payroll", now, now + 300, GROUPS)));
        refused(RSA.sign(claims(issuer, "incidentcomms", now - 900, now - 300, GROUPS)));
        refused(RSA.sign(claims(issuer, "incidentcomms", now, now + 900, GROUPS + ",\"nbf\":" + (now + 300))));
        refused(RSA.sign("{\"iss\":\"" + issuer + "\",\"aud\":\"incidentcomms\",\"sub\":\"dana\"," + GROUPS + "}"));
    }

    @Test
    @Order(2)
    void a_token_that_is_not_signed_by_one_of_the_keys_is_401() {
        refused(RSA.signNothing(good()));
        refused(RSA.signWithPublicKey(good()));
        refused(EC.signWithPublicKey(good()));
        refused(ProviderKey.rsa("nobody-knows-it").sign(good()));
        refused(new ProviderKey(RSA.id(), "RS256", ProviderKey.rsa("").pair()).sign(good()));
        refused(new ProviderKey(EC.id(), "RS256", RSA.pair()).sign(good()));
        refused(RSA.sign(good()).replaceFirst("\\.[^.]*\\.", "." + "e30" + "."));
        refused("no.token.at-all");
    }

    @Test
    @Order(2)
    void a_token_without_groups_is_403() {
        long now = Instant.now().getEpochSecond();
        Response response = call(RSA.sign(claims(PretendKeySet.ISSUER, "incidentcomms", now, now + 300, "\"x\":1")));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.contentType()).startsWith("application/problem+json");
    }

    @Test
    @Order(3)
    void a_new_key_is_good_without_a_restart_and_one_that_was_taken_away_is_not_any_more() {
        ProviderKey next = ProviderKey.rsa("rsa-2027");
        taken(RSA.sign(good()));

        show(RSA, EC, next);
        // A set that was read within the last 300 ms is not read again.
        await().untilAsserted(
                        () -> assertThat(call(next.sign(good())).statusCode()).isEqualTo(200));
        taken(RSA.sign(good()));

        show(next);
        await().untilAsserted(
                        () -> assertThat(call(RSA.sign(good())).statusCode()).isEqualTo(401));
        taken(next.sign(good()));
    }

    @Test
    @Order(4)
    void while_the_provider_is_away_the_keys_known_are_used() {
        taken(RSA.sign(good()));
        RestAssured.delete(keySet());
        long start = System.nanoTime();
        await().pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            taken(RSA.sign(good()));
            taken(EC.sign(good()));
            // Longer than the set may be kept.
            assertThat(System.nanoTime() - start)
                    .isGreaterThan(Duration.ofSeconds(3).toNanos());
        });
        refused(ProviderKey.rsa("rsa-2028").sign(good()));
        jwksIsDegraded(true);
        assertThat(RestAssured.get("/q/metrics").asString()).contains("jwks_degraded 1.0");
        RestAssured.get("/q/health/ready").then().statusCode(200);

        show(RSA);
        await().untilAsserted(() -> jwksIsDegraded(false));
        refused(EC.sign(good()));
        taken(RSA.sign(good()));
    }

    private static void jwksIsDegraded(boolean degraded) {
        Response health = RestAssured.get("/q/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.<Boolean>path("checks.find { it.name == 'jwks' }.data.degraded"))
                .isEqualTo(degraded);
    }

    private static String good() {
        long now = Instant.now().getEpochSecond();
        return claims(PretendKeySet.ISSUER, "incidentcomms", now, now + 300, GROUPS);
    }

    /** As providers make them: no {@code upn}, the audience as a list. */
    private static String claims(String issuer, String audience, long issued, long expires, String more) {
        return """
                {"iss":"%s","aud":["account","%s"],"sub":"5f1c","preferred_username":"dana@example.com",\
                "iat":%d,"exp":%d,%s}""".formatted(issuer, audience, issued, expires, more);
    }

    private static void taken(String token) {
        Response response = call(token);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    }

    private static void refused(String token) {
        Response response = call(token);
        assertThat(response.statusCode()).as(token).isEqualTo(401);
        assertThat(response.contentType()).startsWith("application/problem+json");
        assertThat(response.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(response.<String>path("instance")).isEqualTo("/v1/me");
    }

    private static Response call(String token) {
        return Api.as(token).get("/v1/me");
    }

    private static void show(ProviderKey... keys) {
        String set = Arrays.stream(keys).map(ProviderKey::jwk).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
        RestAssured.given().body(set).put(keySet()).then().statusCode(200);
    }

    private static String keySet() {
        return ConfigProvider.getConfig().getValue("mp.jwt.verify.publickey.location", String.class);
    }
}

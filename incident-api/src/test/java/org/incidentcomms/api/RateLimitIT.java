package org.incidentcomms.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Who calls too often is told so; behind a proxy that is to be trusted, by the address it tells. */
@QuarkusTest
@TestProfile(RateLimitIT.Limited.class)
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class RateLimitIT {
    private static final int CALLS = 12;
    private static final int FAILURES = 5;

    public static final class Limited implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "rate-limit.per-minute",
                    String.valueOf(CALLS),
                    "rate-limit.failed-per-minute",
                    String.valueOf(FAILURES),
                    "quarkus.http.proxy.proxy-address-forwarding",
                    "true");
        }
    }

    @Test
    void a_subject_has_its_calls_however_many_tokens_it_has() {
        Response refused = refusedAfter(CALLS, 201, RateLimitIT::busy);

        refused.then()
                .statusCode(429)
                .contentType("application/problem+json")
                .body("title", equalTo("Too Many Requests"))
                .header("Cache-Control", "no-store");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 5);
        Api.as(Tokens.token("calm", "viewer")).get("/v1/incidents").then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void after_the_time_told_there_is_a_call_again() {
        String token = Tokens.token("patient", "viewer");
        Response refused = refusedAfter(CALLS, 200, i -> Api.as(token).get("/v1/incidents"));

        Duration told = Duration.ofSeconds(Integer.parseInt(refused.header("Retry-After")));
        await().pollDelay(told).until(() -> true);
        Api.as(token).get("/v1/incidents").then().statusCode(200);
    }

    @Test
    void who_has_no_valid_token_is_limited_by_address_and_harder() {
        for (int i = 0; i < FAILURES; i++) {
            from("198.51.100.1", Tokens.expired("alex.mann", "operator")).then().statusCode(401);
        }

        from("198.51.100.1", Tokens.expired("alex.mann", "operator"))
                .then()
                .statusCode(429)
                .header("WWW-Authenticate", nullValue());
        given().header("X-Forwarded-For", "198.51.100.1")
                .get("/v1/incidents")
                .then()
                .statusCode(429);
        from("198.51.100.2", Tokens.expired("alex.mann", "operator")).then().statusCode(401);
        from("198.51.100.1", Tokens.token("neighbour", "viewer")).then().statusCode(200);
    }

    @Test
    void behind_a_trusted_proxy_the_trail_has_the_address_it_tells_and_https_is_for_good() {
        String id = Api.as(Tokens.token("proxied", "operator"))
                .header("X-Forwarded-For", "198.51.100.77")
                .header("X-Forwarded-Proto", "https")
                .body("{\"impact\":\"minor\",\"title\":\"Proxied\",\"message\":\"m\"}")
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .header("Strict-Transport-Security", equalTo("max-age=31536000"))
                .extract()
                .path("id");

        Api.as(Tokens.token("reader", "operator"))
                .get("/v1/audit?resource=" + id)
                .then()
                .body("items[0].address", equalTo("198.51.100.77"))
                .header("Strict-Transport-Security", nullValue());
    }

    /** The first refusal. On a slow machine some calls more than these pass, as a minute's are given back bit by bit. */
    private static Response refusedAfter(int calls, int status, IntFunction<Response> call) {
        for (int i = 0; i < calls; i++) {
            call.apply(i).then().statusCode(status);
        }
        return IntStream.range(calls, 4 * calls)
                .mapToObj(call)
                .filter(response -> response.statusCode() != status)
                .findFirst()
                .orElseThrow();
    }

    private static Response busy(int number) {
        return Api.as(Tokens.token(Duration.ofMinutes(5 + number), "busy", "operator"))
                .body("{\"impact\":\"minor\",\"title\":\"Busy\",\"message\":\"" + "m".repeat(20_000) + "\"}")
                .post("/v1/incidents");
    }

    private static Response from(String address, String token) {
        return Api.as(token).header("X-Forwarded-For", address).get("/v1/incidents");
    }
}

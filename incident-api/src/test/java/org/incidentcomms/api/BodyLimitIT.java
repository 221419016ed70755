package org.incidentcomms.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** A body that is too large is refused on every call, whether it says so or not. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class BodyLimitIT {
    private static final byte[] TOO_LARGE =
            ("{\"title\":\"" + "a".repeat(1_400_000) + "\"}").getBytes(StandardCharsets.UTF_8);
    private static final String ADMIN = Tokens.token("ada", "admin");

    private record Call(String method, String path, boolean takesBody) {}

    @Test
    void a_body_that_announces_its_length_is_refused_by_it() throws Exception {
        for (Call call : calls()) {
            assertThat(status(call, BodyPublishers.ofByteArray(TOO_LARGE)))
                    .as("%s", call)
                    .isEqualTo(413);
        }
    }

    @Test
    void a_body_in_chunks_is_refused_where_it_becomes_too_long() throws Exception {
        for (Call call : calls()) {
            if (call.takesBody()) {
                assertThat(status(call, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(TOO_LARGE))))
                        .as("%s", call)
                        .isEqualTo(413);
            }
        }
    }

    private static int status(Call call, HttpRequest.BodyPublisher body) throws Exception {
        String path = call.path().replaceAll("\\{[^}]*}", "nope");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Authorization", "Bearer " + ADMIN)
                .header("Content-Type", "application/json")
                .method(call.method(), body)
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
            return response.statusCode();
        }
    }

    private static List<Call> calls() {
        Map<String, Map<String, Map<String, Object>>> paths =
                given().get("/q/openapi?format=json").jsonPath().getMap("paths");
        List<Call> calls = new ArrayList<>();
        paths.forEach((path, item) -> item.forEach((method, operation) -> {
            if (path.startsWith("/v1/") && List.of("post", "put", "patch").contains(method)) {
                calls.add(new Call(method.toUpperCase(Locale.ROOT), path, operation.containsKey("requestBody")));
            }
        }));
        assertThat(calls).hasSizeGreaterThan(15);
        return calls;
    }
}

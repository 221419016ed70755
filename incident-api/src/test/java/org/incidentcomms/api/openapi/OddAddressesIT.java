package org.incidentcomms.api.openapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.incidentcomms.api.Api;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** No path parameter, however odd, is more than the service can answer; {@link OddParametersIT} has the others. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class OddAddressesIT {
    private static final List<String> ODD =
            List.of("%00", "a%00b", "%EF%BF%BF", "%F0%9F%94%A5", "'%20or%201=1", "%25", "x".repeat(3_000));
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    @Test
    void every_path_parameter() {
        List<String> faults = new ArrayList<>();
        int tried = 0;
        for (var path : OpenApiDocument.served().paths().properties()) {
            if (!path.getKey().contains("{")) {
                continue;
            }
            for (var call : path.getValue().properties()) {
                if (!METHODS.contains(call.getKey())) {
                    continue;
                }
                for (String odd : ODD) {
                    tried++;
                    String address = path.getKey().replaceAll("\\{[^}]*}", odd);
                    int status = send(call.getKey(), address, "{}").statusCode();
                    if (status < 400 || status >= 500) {
                        faults.add(call.getKey() + " " + address + ": " + status);
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(tried).isGreaterThan(150);
    }

    private static Response send(String method, String address, String body) {
        var request =
                given().urlEncodingEnabled(false).auth().oauth2(Api.OPERATOR).header("Idempotency-Key", "odd");
        return (body == null || method.equals("get")
                        ? request
                        : request.contentType("application/json").body(body))
                .request(method.toUpperCase(Locale.ROOT), address);
    }
}

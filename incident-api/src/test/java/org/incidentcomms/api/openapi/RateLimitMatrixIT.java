package org.incidentcomms.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.incidentcomms.api.openapi.Wire.Reply;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Every call is refused to who calls too often, also one that would be refused for another reason. */
@QuarkusTest
@TestProfile(RateLimitMatrixIT.OncePerMinute.class)
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class RateLimitMatrixIT {

    public static final class OncePerMinute implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("rate-limit.per-minute", "1", "rate-limit.failed-per-minute", "1");
        }
    }

    @Test
    void every_call_is_429_once_there_are_too_many() {
        OpenApiDocument document = OpenApiDocument.served();
        Matrix matrix = new Matrix(document);
        List<Operation> calls = document.operations();
        int number = 0;
        for (Operation call : calls) {
            String token = "Bearer " + Tokens.token("caller-" + number++, "admin");
            Reply first = send(call, token);
            assertThat(first.status()).as("%s for the first time", call).isNotEqualTo(429);

            Reply second = send(call, token);

            matrix.expect(call, 429, null, "at once again", second);
            assertThat(second.header("Retry-After")).as("%s", call).matches("[1-9][0-9]?");
        }
        assertThat(matrix.faults()).isEmpty();
        assertThat(matrix.tried()).isEqualTo(calls.size());
    }

    private static Reply send(Operation call, String token) {
        return Wire.send(
                call.method(),
                call.at("inc_unknown", "upd_unknown"),
                call.hasBody() ? "{}" : null,
                "Authorization",
                token);
    }
}

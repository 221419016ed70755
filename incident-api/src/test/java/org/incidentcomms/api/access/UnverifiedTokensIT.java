package org.incidentcomms.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.util.Map;
import java.util.stream.IntStream;
import org.incidentcomms.api.Api;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** The limit of failed calls while nobody can tell whether a call failed; the key set is out of order throughout. */
@QuarkusTest
@TestProfile(UnverifiedTokensIT.FewFailures.class)
@WithTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "database", value = "incident_api"))
@WithTestResource(PretendKeySet.class)
class UnverifiedTokensIT {
    private static final int FEW = 5;

    public static final class FewFailures implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("rate-limit.failed-per-minute", String.valueOf(FEW));
        }
    }

    @Test
    void a_token_that_cannot_be_verified_is_no_failed_call_and_a_call_without_one_is() {
        assertThat(IntStream.range(0, 10 * FEW)
                        .map(call -> Api.operator().get("/v1/me").statusCode()))
                .containsOnly(503);

        assertThat(IntStream.range(0, 10 * FEW)
                        .map(call -> RestAssured.get("/v1/me").statusCode()))
                .contains(401, 429)
                .doesNotContain(503);
    }
}

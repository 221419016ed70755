package org.incidentcomms.api.openapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** The committed document is what the service serves; a change to either shows in review. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class CommittedDocumentIT {
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
    private static final Path COMMITTED = Path.of("openapi.yaml");

    @Test
    void the_committed_document_is_the_served_one() throws IOException {
        String served = given().get("/q/openapi?format=yaml").asString();
        if (Boolean.getBoolean("openapi.write")) {
            Files.writeString(COMMITTED, served);
        }
        assertThat(served)
                .as("openapi.yaml differs from the code; to write it anew: ./mvnw verify -pl incident-api -am"
                        + " -Dopenapi.write=true -Dit.test=CommittedDocumentIT -Dtest=none"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false")
                .isEqualTo(Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "");
    }

    @Test
    void every_call_has_a_summary_and_every_body_an_example() {
        Map<String, Map<String, Map<String, Object>>> paths =
                given().get("/q/openapi?format=json").jsonPath().getMap("paths");
        paths.forEach((path, item) -> item.forEach((method, operation) -> {
            if (METHODS.contains(method)) {
                assertThat((String) operation.get("summary"))
                        .as("summary of %s %s", method, path)
                        .isNotBlank();
            }
        }));
        OpenApiDocument document = OpenApiDocument.served();
        for (var call : document.callsWithBody()) {
            assertThat(document.schema(call.schema()).toString())
                    .as("an example in the body of %s", call)
                    .contains("\"examples\"");
        }
    }

    @Test
    void every_value_of_an_enumeration_is_a_word_on_the_wire() {
        for (JsonNode values : OpenApiDocument.served().root().findValues("enum")) {
            values.forEach(value -> assertThat(value.asText()).matches("[a-z][a-z_]*"));
        }
    }

    @Test
    void every_reference_leads_to_something() {
        JsonNode document = OpenApiDocument.served().root();
        for (String reference : document.findValuesAsText("$ref")) {
            assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        }
    }
}

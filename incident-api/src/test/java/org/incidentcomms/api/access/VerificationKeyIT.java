package org.incidentcomms.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.incidentcomms.testkit.ServiceProcess;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as it was built, with the key it is to verify tokens with in each place it may be. */
class VerificationKeyIT {
    private static final String DATABASE = "verification_key";

    @TempDir
    Path folder;

    @BeforeAll
    static void database() {
        SharedServers.postgres().start();
        SharedServers.postgres().dropDatabase(DATABASE);
        SharedServers.postgres().createDatabase(DATABASE);
    }

    @Test
    void without_a_key_it_does_not_start() throws Exception {
        doesNotStart(null, "is not set");
    }

    @Test
    void with_a_key_file_that_is_not_there_it_does_not_start() throws Exception {
        Path missing = folder.resolve("my keys").resolve("missing.pem");

        doesNotStart(missing.toUri().toString(), "names the file " + missing + ", which does not exist");
    }

    @Test
    void with_a_file_that_holds_no_key_it_does_not_start() throws Exception {
        Path garbage = Files.writeString(folder.resolve("garbage.pem"), "no key");

        doesNotStart(garbage.toString(), "names the file " + garbage + ", which holds no public key for RS256");
    }

    @Test
    void a_path_with_a_blank_is_good_as_it_is_and_as_a_uri() throws Exception {
        Path key = Files.createDirectories(folder.resolve("my pr\u00f3jekt")).resolve("public.pem");
        Files.writeString(key, Tokens.publicKeyPem());

        takesTokens(key.toString());
        takesTokens(key.toUri().toASCIIString());
    }

    private static void doesNotStart(@Nullable String location, String why) throws Exception {
        try (ServiceProcess service = ServiceProcess.start(variables(location))) {
            assertThat(service.awaitExit()).isEqualTo(1);
            assertThat(service.output().lines())
                    .filteredOn(line -> line.startsWith("MP_JWT_VERIFY_PUBLICKEY_LOCATION"))
                    .singleElement()
                    .asString()
                    .contains(why);
            assertThat(service.output()).doesNotContain("Listening on", "Exception");
        }
    }

    private static void takesTokens(String location) throws Exception {
        try (ServiceProcess service = ServiceProcess.start(variables(location))) {
            RestAssured.given()
                    .baseUri(service.awaitAddress())
                    .auth()
                    .oauth2(Tokens.token("ada", "operator"))
                    .get("/v1/me")
                    .then()
                    .statusCode(200);
        }
    }

    private static Map<String, String> variables(@Nullable String location) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                SharedServers.postgres().jdbcUrl(DATABASE),
                "QUARKUS_DATASOURCE_USERNAME",
                EmbeddedPostgresServer.USER));
        if (location != null) {
            variables.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", location);
        }
        return variables;
    }
}

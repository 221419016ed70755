package org.incidentcomms.example;

import static io.restassured.RestAssured.given;
import static org.incidentcomms.testkit.Patience.await;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.incidentcomms.testkit.ServiceProcess;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.quarkus.SharedServers;

/** incident-api as it was built, in a process of its own, which knows chat and copy by settings alone. */
public final class OperatorApi implements AutoCloseable {
    private static final String DATABASE = "incident_api_beside_examples";

    private final ServiceProcess process;
    private final String address;

    /** {@code notifier} is asked for previews of both channels. */
    public OperatorApi(URI notifier) {
        EmbeddedPostgresServer postgres = SharedServers.postgres();
        postgres.dropDatabase(DATABASE);
        postgres.createDatabase(DATABASE);
        Map<String, String> settings = new HashMap<>(Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                postgres.jdbcUrl(DATABASE),
                "QUARKUS_DATASOURCE_USERNAME",
                EmbeddedPostgresServer.USER,
                "KAFKA_BOOTSTRAP_SERVERS",
                SharedServers.kafka().bootstrapServers(),
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                Tokens.publicKeyFile().toString(),
                "CATALOGUE_CHANNELS_3__LONGEST_TEXT",
                "4000"));
        settings.putAll(catalogued(3, "chat", "Chat room", notifier));
        settings.putAll(catalogued(4, "copy", "Copy of each incident", notifier));
        process = ServiceProcess.start(Path.of(".."), settings);
        address = process.awaitAddress();
    }

    /** All that incident-api has to be told of a channel. */
    private static Map<String, String> catalogued(int place, String name, String label, URI notifier) {
        String prefix = "CATALOGUE_CHANNELS_" + place + "__";
        return Map.of(
                prefix + "NAME",
                name,
                prefix + "LABEL",
                label,
                prefix + "DESTINATIONS",
                name,
                prefix + "URL",
                notifier.toString());
    }

    /** A request of an operator. */
    public RequestSpecification operator() {
        return as("operator");
    }

    public RequestSpecification as(String group) {
        return given().baseUri(address)
                .port(URI.create(address).getPort())
                .header("Authorization", "Bearer " + Tokens.token("olga", group))
                .contentType(ContentType.JSON);
    }

    /** Opens an incident; returns its id. */
    public String open(String title, String message) {
        return opened("{\"impact\":\"minor\",\"title\":\"" + title + "\",\"message\":\"" + message + "\"}");
    }

    /** Opens the incident of this body; returns its id. */
    public String opened(String body) {
        return operator()
                .body(body)
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** Waits until the incident's first delivery on {@code channel} has this state. */
    public void awaitState(String id, String channel, String state) {
        await(channel + " says " + state).until(() -> state(id, channel), state::equals);
    }

    private String state(String id, String channel) {
        List<Map<String, String>> deliveries =
                operator().get("/v1/incidents/{id}/deliveries", id).jsonPath().getList("items");
        return deliveries.stream()
                .filter(delivery -> channel.equals(delivery.get("channel")))
                .map(delivery -> delivery.get("state"))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() throws Exception {
        process.close();
    }
}

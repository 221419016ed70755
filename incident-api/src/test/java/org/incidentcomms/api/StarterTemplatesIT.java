package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.Test;

/** The templates a new system starts with. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
@WithTestResource(EchoingNotifiers.class)
class StarterTemplatesIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void an_empty_system_gets_them_once_and_one_with_templates_none() throws SQLException {
        assertThat(starters(
                        "starters_of_their_own",
                        "insert into template values ('tpl_1', 1, 'Mine', 'update', '{}'," + " now(), now())"))
                .isEmpty();

        List<String> kept = starters("starters_deleted", "");
        assertThat(kept).hasSize(9);
        try (Connection connection = connection("starters_deleted");
                var statement = connection.createStatement()) {
            statement.execute("delete from template");
            flyway("starters_deleted", "latest").migrate();
            try (var row = statement.executeQuery("select count(*) from template")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).isZero();
            }
        }
    }

    @Test
    void each_is_a_valid_template_and_is_published_as_it_is_unless_it_has_a_blank() throws Exception {
        String incident = Api.open("Slow log-in");
        String maintenance = Api.operator()
                .body("{\"title\":\"Work\",\"message\":\"m\",\"starts_at\":\"2048-08-05T10:00:00Z\","
                        + "\"ends_at\":\"2048-08-05T16:00:00Z\"}")
                .post("/v1/maintenances")
                .path("id");
        Api.operator()
                .body("{\"message\":\"m\",\"status\":\"in_progress\"}")
                .post("/v1/maintenances/{id}/updates", maintenance);
        List<String> own = Api.viewer().get("/v1/templates?limit=200").path("items.id");
        own.forEach(id -> Api.operator().delete("/v1/templates/{id}", id));
        for (String starter : starters("starters_used", "")) {
            ObjectNode fields = (ObjectNode) JSON.readTree(starter);
            TemplateCalls.add(fields.toString());
            use(fields, incident, maintenance);
        }
        Api.viewer()
                .get("/v1/incidents/{id}", incident)
                .then()
                .body("status", equalTo("resolved"))
                .body("postmortem", nullValue());
    }

    private static void use(JsonNode fields, String incident, String maintenance) {
        String named = "{\"template\":\"" + fields.path("name").asText() + "\"";
        boolean hasBlank = fields.has("blanks");
        switch (fields.path("kind").asText()) {
            case "incident" ->
                Api.operator().body(named + "}").post("/v1/incidents").then().statusCode(201);
            case "maintenance" ->
                Api.operator()
                        .body(named + ",\"starts_at\":\"2048-08-05T10:00:00Z\",\"ends_at\":\"2048-08-05T16:00:00Z\"}")
                        .post("/v1/maintenances")
                        .then()
                        .statusCode(201)
                        .body("title", equalTo("ClickTime – scheduled maintenance"));
            case "update" -> {
                boolean isOfWork = fields.path("status").asText().equals("completed");
                Api.operator()
                        .body(named + "}")
                        .post(
                                isOfWork ? "/v1/maintenances/{id}/updates" : "/v1/incidents/{id}/updates",
                                isOfWork ? maintenance : incident)
                        .then()
                        .statusCode(hasBlank ? 422 : 201);
            }
            default -> {
                PostmortemCalls.write(incident, named + "}")
                        .statusCode(200)
                        .body("title", equalTo("What happened: Slow log-in"))
                        .body("body", containsString("[whom it affected]"));
                PostmortemCalls.publish(incident).statusCode(422);
            }
        }
    }

    /** The fields of the templates in a new database, in which {@code before} was executed before they are loaded. */
    private static List<String> starters(String database, String before) throws SQLException {
        EmbeddedPostgresServer postgres = SharedServers.postgres();
        postgres.start();
        postgres.dropDatabase(database);
        postgres.createDatabase(database);
        flyway(database, "11").migrate();
        try (Connection connection = connection(database);
                var statement = connection.createStatement()) {
            if (!before.isEmpty()) {
                statement.execute(before);
            }
            flyway(database, "latest").migrate();
            List<String> found = new ArrayList<>();
            try (var row =
                    statement.executeQuery("select fields from template where id like 'tpl_starter_%' order by id")) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
            return found;
        }
    }

    private static Connection connection(String database) throws SQLException {
        return java.sql.DriverManager.getConnection(
                SharedServers.postgres().jdbcUrl(database), EmbeddedPostgresServer.USER, "");
    }

    private static Flyway flyway(String database, String target) {
        return Flyway.configure()
                .dataSource(SharedServers.postgres().jdbcUrl(database), EmbeddedPostgresServer.USER, "")
                .locations("classpath:db/api")
                .target(target)
                .load();
    }
}

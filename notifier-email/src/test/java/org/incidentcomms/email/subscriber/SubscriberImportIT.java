package org.incidentcomms.email.subscriber;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.incidentcomms.email.EmailService;
import org.incidentcomms.service.storage.Database;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.Test;

/** The list as a file, in and out. */
@QuarkusTest
@EmailService
class SubscriberImportIT {

    @Test
    void stateDateAndChoicesOfARowAreKept() {
        importCsv("""
                \ufeffEmail,state,components,events,groups,language,time_zone,confirmed_at,note,created_at
                kept@import.example,active,web-app;mobile-app,incident,beta,de,Europe/Berlin,2024-03-01T10:00:00+01:00,"said ""yes"",
                by phone",2024-02-01T00:00:00Z
                paused@import.example,paused,,,,,,2024-03-01T10:00:00Z,,
                pending@import.example,pending,,,,,,2024-03-01T10:00:00Z,,
                """).statusCode(200).body("added", equalTo(3)).body("invalid", equalTo(0));

        search("kept@import.example")
                .body("items[0].state", equalTo("active"))
                .body("items[0].components", equalTo(List.of("web-app", "mobile-app")))
                .body("items[0].events", equalTo(List.of("incident")))
                .body("items[0].groups", equalTo(List.of("beta")))
                .body("items[0].language", equalTo("de"))
                .body("items[0].time_zone", equalTo("Europe/Berlin"))
                .body("items[0].confirmed_at", equalTo("2024-03-01T09:00:00Z"))
                .body("items[0].created_at", equalTo("2024-02-01T00:00:00Z"))
                .body("items[0].note", equalTo("said \"yes\",\nby phone"));
        search("paused@import.example").body("items[0].state", equalTo("paused"));
        search("pending@import.example")
                .body("items[0].state", equalTo("pending"))
                .body("items[0].confirmed_at", nullValue());
    }

    @Test
    void badRowsAreToldByLineAndFieldWithoutTheirValuesAndTheOthersImported() {
        importCsv("""
                email,state,confirmed_at
                good1@import.example,,
                not-an-address,,
                "two
                lines@import.example",,
                late@import.example,,2999-01-01T00:00:00Z
                odd@import.example,asleep,yesterday
                old@import.example,,0000-01-01T00:00:00Z
                short@import.example

                good2@import.example,active,
                """)
                .statusCode(200)
                .body("added", equalTo(2))
                .body("invalid", equalTo(6))
                .body("errors", hasSize(7))
                .body("errors.line", equalTo(List.of(3, 4, 6, 7, 7, 8, 9)))
                .body(
                        "errors.field",
                        equalTo(List.of("email", "email", "confirmed_at", "state", "confirmed_at", "confirmed_at", "")))
                .body("errors[6].message", equalTo("has 1 fields instead of 3"))
                .body(not(containsString("import.example")))
                .body(not(containsString("not-an-address")));
        search("good2@import.example").body("items", hasSize(1));
    }

    @Test
    void jsonLinesAreReadTheSameWay() {
        importJsonLines("""
                {"email": "json1@import.example", "components": ["web-app"], "confirmed_at": "2024-03-01T10:00:00Z"}
                {"email": "json2@import.example", "components": "web-app"}

                {"email": "json3@import.example"
                ["json4@import.example"]
                {"email": "json5@import.example", "colour": "red"}
                """)
                .statusCode(200)
                .body("added", equalTo(1))
                .body("invalid", equalTo(4))
                .body("errors.line", equalTo(List.of(2, 4, 5, 6)))
                .body(not(containsString("import.example")));
        search("json1@import.example").body("items[0].components", equalTo(List.of("web-app")));
    }

    @Test
    void whoLeftIsNotBroughtBackUnlessTheRowSaysThatTheyAskedAgain() {
        String row = "email\nLeaver@import.example\n";
        importCsv(row).body("added", equalTo(1));
        long id = search("leaver@import.example").extract().jsonPath().getLong("items[0].id");
        operator().delete("/v1/subscribers/" + id).then().statusCode(204);

        importCsv(row).statusCode(200).body("added", equalTo(0)).body("left", equalTo(1));
        importJsonLines("{\"email\": \"LEAVER@import.example\"}\n").body("left", equalTo(1));
        search("leaver@import.example").body("items", hasSize(0));

        importCsv("email,asked_again\nleaver@import.example,true\n")
                .body("added", equalTo(1))
                .body("left", equalTo(0));
        search("leaver@import.example").body("items", hasSize(1));
    }

    @Test
    void aKnownAddressIsLeftAsItIsAndUsesUpNoId() {
        importCsv("email,components\nknown@import.example,web-app\nKNOWN@import.example,other\n")
                .body("added", equalTo(1))
                .body("known", equalTo(1));
        importCsv("email,components\nknown@import.example,mobile-app\n")
                .body("added", equalTo(0))
                .body("known", equalTo(1));
        importCsv("email\nnext@import.example\n").body("added", equalTo(1));

        search("known@import.example").body("items[0].components", equalTo(List.of("web-app")));
        assertThat(id("next@import.example")).isEqualTo(id("known@import.example") + 1);
    }

    @Test
    void manyRowsAreImportedInOneRequestAndTheExportIsTheSameList() {
        int rows = 20_000;
        String csv = IntStream.range(0, rows)
                .mapToObj(i -> "reader" + i + "@many.example,web-app;c" + i % 7 + ",2024-03-01T10:00:00Z,note " + i)
                .collect(Collectors.joining("\n", "email,components,confirmed_at,note\n", "\n"));
        assertThat(csv.length()).isGreaterThan(1_000_000);

        importCsv(csv).statusCode(200).body("added", equalTo(rows)).body("invalid", equalTo(0));

        for (String type : List.of("text/csv", "application/x-ndjson")) {
            String exported = export(type);
            assertThat(exported.lines().filter(line -> line.contains("@many.example")))
                    .as(type)
                    .hasSize(rows)
                    .doesNotHaveDuplicates();
            given().header("Authorization", bearer())
                    .contentType(type)
                    .body(exported.getBytes(StandardCharsets.UTF_8))
                    .post("/v1/subscribers/import")
                    .then()
                    .statusCode(200)
                    .body("added", equalTo(0))
                    .body("invalid", equalTo(0));
        }
        sql("delete from subscriber where address like '%@many.example'"); // other tests read the whole list
    }

    @Test
    void anExportComesBackAsItWas() {
        importCsv("""
                email,state,components,events,groups,language,time_zone,confirmed_at,note,created_at
                back@import.example,paused,web-app,incident;postmortem,beta;gold,fr,Asia/Tokyo,2024-03-01T10:00:00Z,"a, ""b""
                c",2024-02-01T00:00:00Z
                """).body("added", equalTo(1));
        for (String type : List.of("text/csv", "application/x-ndjson")) {
            Map<String, Object> before =
                    search("back@import.example").extract().jsonPath().getMap("items[0]");
            String exported = export(type);
            long id = id("back@import.example");
            operator().delete("/v1/subscribers/" + id).then().statusCode(204);
            sql("delete from departed"); // as if it had never left

            given().header("Authorization", bearer())
                    .contentType(type)
                    .body(exported.getBytes(StandardCharsets.UTF_8))
                    .post("/v1/subscribers/import")
                    .then()
                    .body("added", equalTo(1));

            Map<String, Object> after =
                    search("back@import.example").extract().jsonPath().getMap("items[0]");
            before.remove("id");
            after.remove("id");
            assertThat(after).as(type).isEqualTo(before);
        }
    }

    @Test
    void aFileWithoutTheColumnEmailIsRefused() {
        importCsv("address\npat@import.example\n")
                .statusCode(422)
                .contentType("application/problem+json")
                .body("violations[0].message", containsString("the first line must name the columns"));
        importCsv("").statusCode(422);
        given().header("Authorization", bearer())
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/v1/subscribers/import")
                .then()
                .statusCode(415);
    }

    @Test
    void otherBodiesAreLimitedAsBefore() {
        operator()
                .contentType(ContentType.JSON)
                .body("{\"email\": \"a@b.example\", \"note\": \"" + "x".repeat(70_000) + "\"}")
                .post("/v1/subscribers")
                .then()
                .statusCode(413);
        given().contentType(ContentType.JSON)
                .body("{\"email\": \"a@b.example\", \"incident\": \"" + "x".repeat(70_000) + "\"}")
                .post("/subscriptions")
                .then()
                .statusCode(413);
    }

    @Test
    void everyImportedSubscriberIsInTheAuditTrail() {
        importCsv("email\naudited@import.example\n").body("added", equalTo(1));

        operator()
                .get("/v1/subscribers/" + id("audited@import.example") + "/history")
                .then()
                .body("items.action", equalTo(List.of("imported")))
                .body("items.actor", equalTo(List.of("olga")));
    }

    private static void sql(String statement) {
        try (AgroalDataSource dataSource = SharedServers.postgres().dataSource("notifier_email")) {
            int unused = new Database(dataSource).update(statement);
        }
    }

    private static long id(String email) {
        return search(email).extract().jsonPath().getLong("items[0].id");
    }

    private static String export(String type) {
        return operator()
                .accept(type)
                .get("/v1/subscribers/export")
                .then()
                .statusCode(200)
                .contentType(containsString(type))
                .header("Cache-Control", "no-store")
                .extract()
                .asString();
    }

    private static ValidatableResponse importCsv(String csv) {
        return send("text/csv", csv);
    }

    private static ValidatableResponse importJsonLines(String lines) {
        return send("application/x-ndjson", lines);
    }

    private static ValidatableResponse send(String type, String body) {
        return operator()
                .contentType(type)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/v1/subscribers/import")
                .then();
    }

    private static ValidatableResponse search(String email) {
        return operator()
                .contentType(ContentType.JSON)
                .body(Map.of("email", email))
                .post("/v1/subscribers/search")
                .then()
                .statusCode(200);
    }

    private static RequestSpecification operator() {
        return given().header("Authorization", bearer());
    }

    private static String bearer() {
        return "Bearer " + Tokens.token("olga", "operator");
    }
}

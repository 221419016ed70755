package org.incidentcomms.api.channel;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.incidentcomms.api.Api;
import org.incidentcomms.service.storage.Database;
import org.incidentcomms.testkit.Patience;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Calls that act on a notifier: no transaction waits for it, and a repeated one acts once. */
@QuarkusTest
@TestProfile(FurtherChannelIT.WithChat.class)
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
@WithTestResource(PretendChatNotifier.class)
class TestMessageIT {
    @Inject
    ChannelCatalogue catalogue;

    @Inject
    Database database;

    @Test
    void a_test_message_on_its_way_holds_no_transaction_and_is_sent_once() throws Exception {
        URI notifier = catalogue.all().getLast().url();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Response> first = threads.submit(() -> test("you@slow.example", "once"));
            Patience.await().until(() -> first.isDone() || taken(notifier) == 1);
            assertThat(first).isNotDone();
            Patience.await().until(() -> openTransactions() == 0);
            assertThat(first).as("still on its way").isNotDone();
            assertThat(database.find(
                            "select body from idempotency where key = 'once' and status = 409",
                            row -> row.getString("body")))
                    .as("what a replica of an older version returns for a repeat")
                    .hasValueSatisfying(body -> assertThat(body).contains("\"Conflict\"", "still in progress"));
            test("you@slow.example", "once").then().statusCode(409);
            test("other@slow.example", "once").then().statusCode(422);
            given().get(notifier.resolve("/release")).then().statusCode(200);

            first.get()
                    .then()
                    .statusCode(200)
                    .body("accepted", equalTo(true))
                    .body("relay", equalTo("smtp.example.com:587"));
            assertThat(test("you@slow.example", "once").asString())
                    .isEqualTo(first.get().asString());
        }
        assertThat(taken(notifier)).isEqualTo(1);
    }

    @Test
    void the_server_that_refused_a_test_message_is_named() {
        test("you@refused.example", "refused")
                .then()
                .body("accepted", equalTo(false))
                .body("reason", equalTo("it did not take it"))
                .body("relay", equalTo("smtp.example.com:587"));
    }

    @Test
    void a_call_whose_replica_died_in_the_middle_is_done_again_a_minute_later() {
        test("you@refused.example", "lived").then().statusCode(200);
        for (int seconds : List.of(5, 61)) {
            database.update("""
                    insert into idempotency (subject, path, key, body_hash, status, body, created_at)
                    select subject, path, ?, body_hash, 409, '{}', now() - ? * interval '1 second' from idempotency
                    where key = 'lived'""", "died-" + seconds, seconds);
        }

        test("you@refused.example", "died-5").then().statusCode(409);
        test("you@refused.example", "died-61").then().statusCode(200);
    }

    private static Response test(String recipient, String key) {
        return Api.operator()
                .header("Idempotency-Key", key)
                .body("{\"email\":\"" + recipient + "\"}")
                .post("/v1/channels/chat/test-message");
    }

    private static int taken(URI notifier) {
        return given().get(notifier.resolve("/taken")).path("taken");
    }

    private int openTransactions() {
        return database.find("""
                        select count(*) from pg_stat_activity where datname = current_database()
                        and state like 'idle in transaction%'""", row -> row.getInt(1)).orElseThrow();
    }
}

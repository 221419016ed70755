package org.incidentcomms.api.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.Reports;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.service.storage.Database;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Whatever is on the topic, and whatever the database does, the next report is read. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class DeliveryReportFeedIT {
    private static final String REPORT = """
            {"event_id":"%s-1","incident_id":"%s","update_id":"upd_1","destination":"%s","revision":%s,"state":"%s",
            "total":1,"delivered":1,"failed":0,"skipped":0,"pending":0%s}""";

    @Inject
    Database database;

    @Inject
    JsonColumns documents;

    @Test
    void no_odd_report_stops_the_next() {
        String id = Api.open("After the odd ones");
        String nul = "\\u0000";
        try (Reports reports = new Reports()) {
            for (String odd : List.of(
                    "not json",
                    "null",
                    "[]",
                    "7",
                    "{}",
                    "{\"event_id\":",
                    "\u0000\u0001",
                    report(id, "email", "1", "teleported", ""),
                    report(id, "email", "\"one\"", "delivered", ""),
                    report(id, "email", "-1", "delivered", ""),
                    report(id, "email", "99999999999999999999999", "delivered", ""),
                    report(id, "email", "1", "delivered", ",\"last_at\":\"yesterday\""),
                    report(id, " ", "1", "delivered", ""),
                    "[".repeat(5_000),
                    report(id, "email" + nul, "1", "delivered", ""),
                    report("inc_" + nul, "email", "1", "delivered", ""),
                    // Can be read, but the database takes no NUL
                    report(id, "email", "1", "delivered", ",\"url\":\"" + nul + "\""))) {
                reports.send(odd.getBytes(StandardCharsets.UTF_8));
            }
            reports.send(new byte[0]);
            reports.send(new byte[] {(byte) 0xff, (byte) 0xfe});
            // About what is not known here, and with fields of a later version: taken
            reports.send(
                    report("inc_nobody_knows", "email", "1", "delivered", "").getBytes(StandardCharsets.UTF_8));
            reports.send(report(id, "x", "1", "delivered", ",\"colour\":{\"of\":[\"later\"]}")
                    .getBytes(StandardCharsets.UTF_8));
            reports.send(id, 1, "upd_nobody_knows", "site", DeliveryState.DELIVERED, Reports.Tally.ONE);
        }

        await().until(() -> stateOf(id, "site").equals("delivered"));
        assertThat(stateOf(id, "x")).isEqualTo("delivered");
        assertThat(stateOf(id, "email")).isEqualTo("pending");
        assertThat(database.query(
                        "select 1 from delivery where incident_id = 'inc_nobody_knows'", row -> row.getInt(1)))
                .hasSize(1);
    }

    @Test
    void what_the_store_throws_costs_no_report() {
        String id = Api.open("After odd failures");
        var store = new OddStore(id);
        QuarkusMock.installMockForType(store, DeliveryStore.class);
        try (Reports reports = new Reports()) {
            reports.send(id, 1, "upd_1", "x", DeliveryState.DELIVERED, Reports.Tally.ONE);

            await().until(() -> stateOf(id, "x").equals("delivered"));
            assertThat(store.failures).isEmpty();
            reports.send(id, 1, "upd_1", "site", DeliveryState.DELIVERED, Reports.Tally.ONE);
            await().until(() -> stateOf(id, "site").equals("delivered"));
        }
    }

    /** Fails with what no report can help, before it takes those of one incident. */
    private final class OddStore extends DeliveryStore {
        private final String incidentId;
        private final Queue<Throwable> failures = new ArrayDeque<>(List.of(
                new AssertionError("the driver's, of a connection that died"),
                new IllegalStateException("odd"),
                new StackOverflowError("nobody expects it")));

        OddStore(String incidentId) {
            super(database, documents);
            this.incidentId = incidentId;
        }

        @Override
        void keep(List<DeliveryReport> reports) {
            boolean isMeant =
                    reports.stream().anyMatch(report -> report.incidentId().equals(incidentId));
            switch (isMeant ? failures.poll() : null) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case null, default -> super.keep(reports);
            }
        }
    }

    private static String report(String incident, String destination, String revision, String state, String more) {
        return REPORT.formatted(incident, incident, destination, revision, state, more);
    }

    private static String stateOf(String id, String destination) {
        String state = Api.viewer()
                .get("/v1/incidents/{id}/deliveries", id)
                .path("items.find { it.destination == '" + destination + "' }.state");
        return String.valueOf(state);
    }
}

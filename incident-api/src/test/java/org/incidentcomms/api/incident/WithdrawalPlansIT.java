package org.incidentcomms.api.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.service.request.IfMatch;
import org.incidentcomms.service.storage.Database;
import org.incidentcomms.service.storage.RowReader;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Withdrawing holds the incident's row while operators wait for it, so no statement of it reads a whole large table. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class WithdrawalPlansIT {
    private static final int MANY = 5_000;
    private static final Set<String> LARGE = Set.of("outbox", "idempotency", "audit", "alert_group", "incident");
    private static final Caller ADA = new Caller("ada", "ada", "127.0.0.1", null);
    private static final Withdraw REASON = new Withdraw("Named a customer.");

    @Inject
    DataSource dataSource;

    @Inject
    Database database;

    @Inject
    Withdrawals withdrawals;

    @Test
    void no_statement_reads_a_whole_large_table() {
        String id = Api.open("Withdrawn among many");
        String update = Api.operator()
                .header("Idempotency-Key", id)
                .body("{\"message\":\"m\"}")
                .post("/v1/incidents/" + id + "/updates")
                .path("id");
        Explaining explaining = new Explaining(dataSource);

        QuarkusTransaction.begin();
        try {
            fill();
            QuarkusMock.installMockForType(explaining, Database.class);
            withdrawals.withdrawUpdate(IncidentKind.INCIDENT, id, update, REASON, IfMatch.ANY, ADA);
            withdrawals.withdraw(IncidentKind.INCIDENT, id, REASON, IfMatch.ANY, ADA);
        } finally {
            QuarkusTransaction.rollback();
        }

        assertThat(explaining.scanned.keySet()).as("statements looked at").hasSizeGreaterThan(10);
        assertThat(String.join("\n", explaining.scanned.keySet())).contains(LARGE);
        assertThat(explaining.scanned)
                .allSatisfy(
                        (statement, tables) -> assertThat(tables).as(statement).doesNotContainAnyElementsOf(LARGE));
    }

    /** As much as it takes for the planner to think that an index pays; gone with the transaction. */
    private void fill() {
        String many = " from generate_series(1, " + MANY + ") n";
        Stream.of(
                        "insert into outbox (event_id, key, headers, value, published_at)"
                                + " select 'x-' || n, 'inc_' || n, '{}', ''::bytea, now()" + many,
                        "insert into idempotency (subject, path, key, body_hash, status, body, created_at)"
                                + " select 'x', '/v1/incidents/inc_' || lpad(n::text, 26, '0'), n, '', 201, '{}', now()"
                                + many,
                        "insert into audit (at, actor, address, action, resource_id, version)"
                                + " select now(), 'x', '', 'x', 'inc_' || n, 1" + many,
                        "insert into alert_group (key_hash, incident_id, is_resolved, heard_at)"
                                + " select n, 'inc_' || n, false, now()" + many,
                        "insert into incident (id, kind, version, status, is_open, created_at, updated_at, document, notes)"
                                + " select 'inc_x' || n, 'incident', 1, 'resolved', false, now(), now(), '{}', '{}'"
                                + many,
                        "analyze outbox, idempotency, audit, alert_group, incident")
                .forEach(database::update);
    }

    /** Asks for the plan of each statement of this thread before it is run. */
    private static final class Explaining extends Database {
        private static final ObjectMapper JSON = new ObjectMapper();

        private final Thread watched = Thread.currentThread();
        /** By statement, the tables it would read from one end to the other. */
        private final Map<String, List<String>> scanned = new LinkedHashMap<>();

        Explaining(DataSource dataSource) {
            super(dataSource);
        }

        @Override
        public <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... parameters) {
            explain(sql, parameters);
            return super.query(sql, reader, parameters);
        }

        @Override
        public int update(String sql, @Nullable Object... parameters) {
            explain(sql, parameters);
            return super.update(sql, parameters);
        }

        private void explain(String sql, @Nullable Object... parameters) {
            if (Thread.currentThread() != watched) {
                return;
            }
            List<String> plan = super.query("explain (format json) " + sql, row -> row.getString(1), parameters);
            try {
                List<String> tables = new ArrayList<>();
                collect(JSON.readTree(plan.getFirst()), tables);
                scanned.put(sql, tables);
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }

        private static void collect(JsonNode plan, List<String> tables) {
            if (plan.path("Node Type").asText().equals("Seq Scan")) {
                tables.add(plan.path("Relation Name").asText());
            }
            plan.forEach(part -> collect(part, tables));
        }
    }
}

package org.incidentcomms.api.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.EventsOnTopic;
import org.incidentcomms.events.ComponentState;
import org.incidentcomms.events.StatusEvent.ComponentEvent;
import org.incidentcomms.service.storage.Database;
import org.incidentcomms.service.storage.RowReader;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** However many components change at once, their histories are read by one statement. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ComponentPublicationIT {
    @Inject
    DataSource dataSource;

    @Test
    void an_incident_that_changes_many_reads_their_histories_once() {
        List<String> ids = added(12);
        Counting counting = count();

        Api.operator()
                .body("{\"title\":\"All is down\",\"message\":\"m\",\"components\":["
                        + ids.stream()
                                .map(id -> "{\"id\":\"" + id + "\",\"status\":\"major_outage\"}")
                                .collect(Collectors.joining(","))
                        + "]}")
                .post("/v1/incidents")
                .then()
                .statusCode(201);

        assertThat(counting.ofHistories()).hasSize(1);
        try (EventsOnTopic topic = new EventsOnTopic()) {
            for (String id : ids) {
                ComponentEvent told =
                        (ComponentEvent) topic.awaitOf(id, 2).getLast().data();
                assertThat(told.component().history())
                        .extracting(state -> state.status().wire())
                        .containsExactly("operational", "major_outage");
                assertThat(told.component().history())
                        .extracting(ComponentState::since)
                        .isSorted()
                        .first()
                        .isEqualTo(told.component().createdAt());
            }
        }
    }

    @Test
    void a_new_order_of_many_reads_their_histories_once_and_changes_them_by_one_statement() {
        List<String> ids = added(12);
        List<String> others = Api.viewer().get("/v1/components?limit=200").path("items.id");
        Counting counting = count();

        Api.operator()
                .body("{\"groups\":[{\"name\":\"Reversed\",\"components\":[" + quoted(ids.reversed())
                        + "]},{\"components\":["
                        + quoted(others.stream().filter(id -> !ids.contains(id)).toList()) + "]}]}")
                .put("/v1/components/order")
                .then()
                .statusCode(200);

        assertThat(counting.ofHistories()).hasSize(1);
        assertThat(counting.statements.stream().filter(sql -> sql.startsWith("update component set")))
                .hasSize(1);
    }

    private static List<String> added(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Api.addComponent("{\"name\":\"One of many " + i + "\"}"))
                .toList();
    }

    private static String quoted(List<String> ids) {
        return ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(","));
    }

    private Counting count() {
        Counting counting = new Counting(dataSource);
        QuarkusMock.installMockForType(counting, Database.class);
        return counting;
    }

    /** Remembers the statements that are sent one by one. */
    private static final class Counting extends Database {
        private final List<String> statements = new CopyOnWriteArrayList<>();

        Counting(DataSource dataSource) {
            super(dataSource);
        }

        List<String> ofHistories() {
            return statements.stream()
                    .filter(sql -> sql.contains("component_state_change") && sql.startsWith("select"))
                    .toList();
        }

        @Override
        public <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... parameters) {
            statements.add(sql);
            return super.query(sql, reader, parameters);
        }

        @Override
        public int update(String sql, @Nullable Object... parameters) {
            statements.add(sql);
            return super.update(sql, parameters);
        }

        @Override
        public void updateAll(String sql, List<@Nullable Object[]> rows) {
            statements.add(sql);
            super.updateAll(sql, rows);
        }
    }
}

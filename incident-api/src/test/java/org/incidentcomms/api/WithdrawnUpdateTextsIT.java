package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.incidentcomms.api.draft.Approvals;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.Impact;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** What is kept about an update in other places than the incident goes with the update. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class WithdrawnUpdateTextsIT {
    @Inject
    DataSource dataSource;

    @Test
    void a_correction_that_waits_and_whom_it_concerned_are_forgotten() throws SQLException {
        String path = "/v1/incidents/" + Api.open("Wrong words");
        String id = path.substring(path.lastIndexOf('/') + 1);
        String wrong = WithdrawalCalls.update(
                path, "{\"status\":\"identified\",\"message\":\"Tittle one.\",\"scope\":\"Tittle Corp.\"}");
        WithdrawalCalls.update(path, "{\"status\":\"monitoring\",\"message\":\"We watch.\"}");
        Approvals.require(Optional.of(Impact.MINOR), OptionalLong.empty());
        Api.operator()
                .body("{\"message\":\"Tittle two.\",\"correction\":\"announce\"}")
                .patch(path + "/updates/" + wrong)
                .then()
                .statusCode(202);
        assertThat(StoredText.tablesWith(dataSource, "Tittle")).contains("draft", "audit");
        WithdrawalCalls.awaitOnTopic(id, 3);

        WithdrawalCalls.withdraw(path + "/updates/" + wrong).then().statusCode(200);

        WithdrawalCalls.awaitOnTopic(id, 4);
        assertThat(StoredText.tablesWith(dataSource, "Tittle")).isEmpty();
    }

    @Test
    void a_report_that_comes_later_is_kept_without_its_address() throws SQLException {
        String id = Api.open("Report to come");
        String path = "/v1/incidents/" + id;
        String wrong = WithdrawalCalls.update(path, "{\"status\":\"identified\",\"message\":\"m\"}");
        WithdrawalCalls.withdraw(path + "/updates/" + wrong).then().statusCode(200);

        try (Reports reports = new Reports()) {
            reports.send(id, 2, wrong, "the-words-of-the-headline", DeliveryState.STOPPED, Reports.Tally.ONE);
        }

        await().untilAsserted(() -> assertThat(reportOf(wrong)).contains("stopped"));
        assertThat(reportOf(wrong)).doesNotContain("\"url\"");
    }

    private String reportOf(String updateId) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement("select report from delivery where update_id = ?")) {
            statement.setString(1, updateId);
            var row = statement.executeQuery();
            return row.next() ? row.getString(1) : "";
        }
    }
}

package org.incidentcomms.blog.site.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.blog.site.ClickTimeStory;
import org.incidentcomms.blog.site.ComponentEvents;
import org.incidentcomms.blog.site.Told;
import org.incidentcomms.blog.site.files.DerivedFile;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Status;
import org.incidentcomms.kit.wording.Company;
import org.junit.jupiter.api.Test;

class StatuspageFilesTest {
    private static final Instant NOW = Instant.parse("2026-03-10T18:05:30Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SiteModel model = new SiteModel();

    @Test
    void aPageWithoutAnythingHasAllEightDocuments() {
        JsonNode documents = documents("America/Los_Angeles");

        assertThat(documents.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "summary.json",
                        "status.json",
                        "components.json",
                        "incidents.json",
                        "incidents/unresolved.json",
                        "scheduled-maintenances.json",
                        "scheduled-maintenances/upcoming.json",
                        "scheduled-maintenances/active.json");
        assertThat(documents.path("status.json").path("status").toString())
                .isEqualTo("{\"indicator\":\"none\",\"description\":\"All Systems Operational\"}");
        assertThat(documents.path("summary.json").path("incidents")).isEmpty();
    }

    @Test
    void anIncidentIsToldWithEveryField() {
        model.apply(ComponentEvents.changed("cmp_web", 1, "Web", "Product", 1, ComponentStatus.PARTIAL_OUTAGE));
        Told slow = Told.incident("inc_slow", "Slow", Impact.MAJOR)
                .hitting("cmp_web", "Web", ComponentStatus.PARTIAL_OUTAGE);
        model.apply(slow.step(NOW, Status.INVESTIGATING, null, "We **look**."));
        model.apply(slow.edit(NOW.plusSeconds(5), "We *look* at [it](https://x.example)."));
        model.apply(slow.step(NOW.plusSeconds(60), Status.MONITORING, null, "Fixed.", null, ChannelSelection.NOBODY));
        model.apply(slow.step(NOW.plusSeconds(90), Status.MONITORING, null, "Still."));

        JsonNode incident = documents("America/Los_Angeles")
                .path("incidents/unresolved.json")
                .at("/incidents/0");

        assertThat(incident.path("name").asText()).isEqualTo("Slow");
        assertThat(incident.path("status").asText()).isEqualTo("monitoring");
        assertThat(incident.path("impact").asText()).isEqualTo("major");
        assertThat(incident.path("shortlink").asText()).isEqualTo("https://status.acme.example/incidents/inc-slow");
        assertThat(incident.path("created_at").asText()).isEqualTo("2026-03-10T11:05:30.000-07:00");
        assertThat(incident.path("monitoring_at").asText()).isEqualTo("2026-03-10T11:06:30.000-07:00");
        assertThat(incident.at("/components/0/id").asText()).isEqualTo("cmp_web");
        assertThat(incident.path("incident_updates").findValuesAsText("body"))
                .as("newest first, as plain text")
                .containsExactly("Still.", "Fixed.", "We look at it (https://x.example).");
        assertThat(incident.at("/incident_updates/1/deliver_notifications").asBoolean(true))
                .isFalse();
        JsonNode first = incident.at("/incident_updates/2");
        assertThat(first.path("deliver_notifications").asBoolean()).isTrue();
        assertThat(first.path("updated_at").asText()).isEqualTo("2026-03-10T11:05:35.000-07:00");
        assertThat(first.at("/affected_components/0").toString())
                .isEqualTo("{\"code\":\"cmp_web\",\"name\":\"Product - Web\",\"old_status\":\"operational\","
                        + "\"new_status\":\"partial_outage\"}");
    }

    @Test
    void timesOfAPageInUtcEndInZ() {
        model.apply(Told.incident("inc", "Slow", Impact.MINOR).step(NOW, Status.INVESTIGATING, null, "x"));

        assertThat(documents("Etc/UTC")
                        .path("status.json")
                        .at("/page/updated_at")
                        .asText())
                .isEqualTo("2026-03-10T18:05:30.000Z");
        assertThat(documents("Europe/London")
                        .path("status.json")
                        .at("/page/updated_at")
                        .asText())
                .isEqualTo("2026-03-10T18:05:30.000+00:00");
    }

    @Test
    void aGroupComesBeforeItsComponentsAndIsAsBadAsTheWorst() {
        model.apply(ComponentEvents.changed("c1", 1, "Web", "Product", 3, ComponentStatus.UNDER_MAINTENANCE));
        model.apply(ComponentEvents.changed("c2", 1, "Mobile", "Product", 4, ComponentStatus.DEGRADED_PERFORMANCE));
        model.apply(ComponentEvents.changed("c3", 1, "Help", null, 9, ComponentStatus.OPERATIONAL));

        JsonNode parts = documents("Etc/UTC").path("components.json").path("components");

        assertThat(parts.findValuesAsText("name")).containsExactly("Product", "Web", "Mobile", "Help");
        assertThat(parts.findValuesAsText("position")).containsExactly("1", "1", "2", "2");
        JsonNode group = parts.get(0);
        assertThat(group.path("status").asText()).isEqualTo("degraded_performance");
        assertThat(group.path("components").toString()).isEqualTo("[\"c1\",\"c2\"]");
        assertThat(parts.get(1).path("group_id")).isEqualTo(group.path("id"));
        assertThat(parts.get(1).has("components")).isFalse();
        assertThat(parts.get(3).path("group_id").isNull()).isTrue();
    }

    @Test
    void maintenanceIsUpcomingThenActiveThenOver() {
        Told work = Told.maintenance("work", "Work", NOW.plusSeconds(600), Duration.ofHours(1));
        model.apply(work.step(NOW, Status.SCHEDULED, null, "We will."));
        JsonNode planned = documents("Etc/UTC").path("summary.json").at("/scheduled_maintenances/0");
        assertThat(planned.path("impact").asText()).isEqualTo("maintenance");
        assertThat(planned.path("scheduled_for").asText()).isEqualTo("2026-03-10T18:15:30.000Z");
        assertThat(planned.path("scheduled_until").asText()).isEqualTo("2026-03-10T19:15:30.000Z");
        assertThat(maintenances("scheduled-maintenances/upcoming.json")).containsExactly("scheduled");

        model.apply(work.step(NOW.plusSeconds(600), Status.IN_PROGRESS, null, "We do."));
        assertThat(maintenances("scheduled-maintenances/upcoming.json")).isEmpty();
        assertThat(maintenances("scheduled-maintenances/active.json")).containsExactly("in_progress");
        assertThat(documents("Etc/UTC")
                        .path("status.json")
                        .at("/status/indicator")
                        .asText())
                .isEqualTo("maintenance");

        model.apply(work.step(NOW.plusSeconds(900), Status.CANCELLED, null, "We do not."));
        assertThat(maintenances("scheduled-maintenances/active.json")).isEmpty();
        assertThat(maintenances("scheduled-maintenances.json"))
                .as("Statuspage has no word for cancelled")
                .containsExactly("completed");
    }

    @Test
    void aPostmortemIsTheNewestUpdate() {
        Told outage = Told.incident("inc", "Outage", Impact.CRITICAL);
        model.apply(outage.step(NOW, Status.RESOLVED, null, "Over."));
        model.apply(outage.analysis(NOW.plusSeconds(60), "Why", "# Because\n\nIt broke.", null));

        JsonNode incident = documents("Etc/UTC").path("incidents.json").at("/incidents/0");

        assertThat(incident.path("status").asText()).isEqualTo("postmortem");
        assertThat(incident.at("/incident_updates/0/status").asText()).isEqualTo("postmortem");
        assertThat(incident.at("/incident_updates/0/body").asText()).contains("It broke.");
    }

    @Test
    void whatIsOpenAgainOrAMaintenanceIsNeverSaidToBeAPostmortem() {
        Told outage = Told.incident("inc", "Outage", Impact.CRITICAL);
        model.apply(outage.step(NOW, Status.RESOLVED, null, "Over."));
        model.apply(outage.analysis(NOW.plusSeconds(60), "Why", "It broke.", null));
        model.apply(outage.step(NOW.plusSeconds(90), Status.INVESTIGATING, null, "It broke again."));
        Told work = Told.maintenance("work", "Work", NOW, Duration.ofHours(1));
        model.apply(work.step(NOW, Status.COMPLETED, null, "Done."));
        model.apply(work.analysis(NOW.plusSeconds(60), "Why", "It took long.", null));

        assertThat(documents("Etc/UTC")
                        .path("incidents/unresolved.json")
                        .at("/incidents/0/status")
                        .asText())
                .isEqualTo("investigating");
        assertThat(maintenances("scheduled-maintenances.json")).containsExactly("completed");
        assertThat(documents("Etc/UTC")
                        .path("scheduled-maintenances.json")
                        .at("/scheduled_maintenances/0/incident_updates")
                        .findValuesAsText("status"))
                .containsExactly("completed", "completed");
    }

    @Test
    void theNewestFiftyAreListed() {
        for (int number = 0; number < 120; number++) {
            Instant at = NOW.plusSeconds(number);
            model.apply(Told.incident("inc_" + number, "No. " + number, Impact.MINOR)
                    .step(at, Status.RESOLVED, null, "x"));
            model.apply(Told.maintenance("work_" + number, "Work " + number, at, Duration.ofHours(1))
                    .step(at, Status.COMPLETED, null, "x"));
        }
        JsonNode documents = documents("Etc/UTC");

        JsonNode incidents = documents.path("incidents.json").path("incidents");
        assertThat(incidents).hasSize(50);
        assertThat(incidents.get(0).path("name").asText()).isEqualTo("No. 119");
        assertThat(documents.path("scheduled-maintenances.json").path("scheduled_maintenances"))
                .hasSize(50);
    }

    @Test
    void aRealStoryFitsTheSchemaWhateverIsWritten() {
        ClickTimeStory.busy(NOW).forEach(model::apply);
        model.apply(Told.incident("odd", "\u0000 \ud800 </script>", Impact.NONE)
                .step(NOW, Status.IDENTIFIED, null, "\udc00 \u0007 <b>"));

        assertThat(documents("America/Los_Angeles").path("summary.json").path("incidents"))
                .hasSize(2);
    }

    @Test
    void theSchemaFindsWhatIsMissingOrAdded() {
        model.apply(Told.incident("inc", "Slow", Impact.MINOR).step(NOW, Status.INVESTIGATING, null, "x"));
        ObjectNode missing = documents("Etc/UTC").path("incidents.json").deepCopy();
        ((ObjectNode) missing.at("/incidents/0")).remove("reminder_intervals");
        ObjectNode added = documents("Etc/UTC").path("incidents.json").deepCopy();
        ((ObjectNode) added.at("/incidents/0/incident_updates/0")).put("slug", "x");

        assertThat(StatuspageSchema.faults("incidents.json", missing)).isNotEmpty();
        assertThat(StatuspageSchema.faults("incidents.json", added)).isNotEmpty();
    }

    private List<String> maintenances(String document) {
        List<String> statuses = new ArrayList<>();
        documents("Etc/UTC")
                .path(document)
                .path("scheduled_maintenances")
                .forEach(one -> statuses.add(one.path("status").asText()));
        return statuses;
    }

    /** All documents, each of which fits its schema. */
    private JsonNode documents(String zone) {
        Company acme = new Company(
                "Acme", ZoneId.of(zone), "@acme", "Acme", "support", URI.create("https://status.acme.example"));
        ObjectNode documents = JSON.createObjectNode();
        for (DerivedFile file : new StatuspageFiles(acme).of(model)) {
            try {
                String name = file.path().value().replaceFirst("^api/v2/", "");
                JsonNode document = JSON.readTree(file.content().get());
                assertThat(StatuspageSchema.faults(name, document)).as(name).isEmpty();
                documents.set(name, document);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return documents;
    }
}

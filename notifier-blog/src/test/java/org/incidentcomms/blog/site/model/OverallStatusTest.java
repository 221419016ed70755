package org.incidentcomms.blog.site.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.incidentcomms.blog.site.ComponentEvents;
import org.incidentcomms.blog.site.Told;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverallStatusTest {
    private static final Instant NOON = Instant.parse("2026-02-02T20:00:00Z");

    private final SiteModel model = new SiteModel();

    @Test
    void knowingNothingBadIsOperational() {
        assertThat(model.overall()).isEqualTo(OverallStatus.OPERATIONAL);
    }

    @ParameterizedTest
    @CsvSource({"NONE,NOTICE", "MINOR,MINOR", "MAJOR,MAJOR", "CRITICAL,CRITICAL"})
    void anOpenIncidentShowsEvenIfEveryComponentIsGreen(Impact impact, OverallStatus overall) {
        component("cmp", ComponentStatus.OPERATIONAL);
        model.apply(Told.incident("inc", "Incident", impact).step(NOON, Status.IDENTIFIED, null, "x"));

        assertThat(model.overall()).isEqualTo(overall);
    }

    @ParameterizedTest
    @CsvSource({
        "OPERATIONAL,OPERATIONAL",
        "UNDER_MAINTENANCE,MAINTENANCE",
        "DEGRADED_PERFORMANCE,MINOR",
        "PARTIAL_OUTAGE,MAJOR",
        "MAJOR_OUTAGE,MAJOR"
    })
    void aComponentShowsEvenIfNoIncidentIsOpen(ComponentStatus status, OverallStatus overall) {
        component("fine", ComponentStatus.OPERATIONAL);
        component("other", status);

        assertThat(model.overall()).isEqualTo(overall);
    }

    @Test
    void everythingDownIsCritical() {
        component("one", ComponentStatus.MAJOR_OUTAGE);
        component("other", ComponentStatus.MAJOR_OUTAGE);

        assertThat(model.overall()).isEqualTo(OverallStatus.CRITICAL);
    }

    @Test
    void aFixInPlaceWithEveryComponentBackIsMonitoring() {
        component("cmp", ComponentStatus.OPERATIONAL);
        Told incident = Told.incident("inc", "Incident", Impact.CRITICAL);
        model.apply(incident.step(NOON, Status.INVESTIGATING, null, "x"));
        model.apply(incident.step(NOON.plusSeconds(60), Status.MONITORING, null, "x"));

        assertThat(model.overall()).isEqualTo(OverallStatus.MONITORING);
    }

    @Test
    void aFixInPlaceWithAComponentStillDownIsNotMonitoring() {
        component("cmp", ComponentStatus.PARTIAL_OUTAGE);
        model.apply(Told.incident("inc", "Incident", Impact.MAJOR).step(NOON, Status.MONITORING, null, "x"));

        assertThat(model.overall()).isEqualTo(OverallStatus.MAJOR);
    }

    @Test
    void maintenanceUnderWayIsSaidAsSuch() {
        Told work = Told.maintenance("work", "Work", NOON, Duration.ofHours(1));
        model.apply(work.step(NOON.minusSeconds(60), Status.SCHEDULED, null, "x"));
        assertThat(model.overall()).isEqualTo(OverallStatus.OPERATIONAL);

        model.apply(work.step(NOON, Status.IN_PROGRESS, null, "x"));
        assertThat(model.overall()).isEqualTo(OverallStatus.MAINTENANCE);
    }

    private void component(String id, ComponentStatus status) {
        model.apply(ComponentEvents.changed(id, 1, id, null, 1, status));
    }
}

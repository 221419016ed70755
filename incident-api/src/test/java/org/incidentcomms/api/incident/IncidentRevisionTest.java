package org.incidentcomms.api.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.ChannelTexts;
import org.incidentcomms.events.ComponentChange;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IncidentRevisionTest {
    private static final Instant OPENED = Instant.parse("2026-02-02T15:00:00Z");
    private static final Instant LATER = OPENED.plusSeconds(3600);

    @Test
    void resolving_notes_when() {
        Incident resolved = new IncidentRevision(incident(null), LATER)
                .said(update(Status.RESOLVED))
                .build();

        assertThat(resolved.resolvedAt()).isEqualTo(LATER);
        assertThat(resolved.version()).isEqualTo(2);
        assertThat(resolved.updates()).hasSize(2);
    }

    @Test
    void an_afterword_does_not_move_the_time_of_resolving() {
        Incident resolved = new IncidentRevision(incident(null), LATER)
                .said(update(Status.RESOLVED))
                .build();

        Incident afterword = new IncidentRevision(resolved, LATER.plusSeconds(60))
                .said(update(Status.RESOLVED))
                .build();

        assertThat(afterword.resolvedAt()).isEqualTo(LATER);
    }

    @Test
    void reopening_forgets_that_it_was_over() {
        Incident resolved = new IncidentRevision(incident(null), LATER)
                .said(update(Status.RESOLVED))
                .build();

        Incident reopened = new IncidentRevision(resolved, LATER.plusSeconds(60))
                .said(update(Status.INVESTIGATING))
                .build();

        assertThat(reopened.resolvedAt()).isNull();
        assertThat(reopened.status()).isEqualTo(Status.INVESTIGATING);
    }

    @Test
    void components_named_before_stay_with_the_incident() {
        Incident first = new IncidentRevision(incident(null), LATER)
                .said(update(Status.IDENTIFIED, change("cmp_1", ComponentStatus.MAJOR_OUTAGE)))
                .build();
        Incident second = new IncidentRevision(first, LATER)
                .said(update(Status.MONITORING, change("cmp_2", ComponentStatus.OPERATIONAL)))
                .build();

        assertThat(second.components())
                .extracting(c -> c.id() + " " + c.status().wire())
                .containsExactly("cmp_1 major_outage", "cmp_2 operational");
    }

    @Test
    void the_window_before_is_told_by_the_move_alone() {
        Window first = new Window(LATER, LATER.plusSeconds(60), ZoneId.of("America/Los_Angeles"));
        Window second = new Window(LATER.plusSeconds(100), LATER.plusSeconds(160), ZoneId.of("America/Los_Angeles"));

        Incident moved =
                new IncidentRevision(incident(first), LATER).moved(second).build();
        Incident after = new IncidentRevision(moved, LATER).build();

        assertThat(moved.previousWindow()).isEqualTo(first);
        assertThat(after.window()).isEqualTo(second);
        assertThat(after.previousWindow()).isNull();
    }

    @Test
    void time_never_runs_backwards_within_an_incident() {
        assertThat(IncidentRevision.timeOf(incident(null), OPENED.minusSeconds(5)))
                .isEqualTo(OPENED);
    }

    private static Incident incident(@Nullable Window window) {
        return new Incident(
                "inc_1",
                "slow",
                1,
                IncidentKind.INCIDENT,
                "Slow",
                Status.INVESTIGATING,
                Impact.MINOR,
                List.of(),
                OPENED,
                OPENED,
                OPENED,
                null,
                window,
                null,
                List.of(update(Status.INVESTIGATING)),
                null,
                false);
    }

    private static ComponentChange change(String id, ComponentStatus to) {
        return new ComponentChange(id, id, ComponentStatus.OPERATIONAL, to);
    }

    private static Update update(Status status, ComponentChange... changes) {
        return new Update(
                "upd_" + status,
                "slow",
                status,
                null,
                "text",
                null,
                List.of(changes),
                LATER,
                null,
                0,
                ChannelSelection.EVERYBODY,
                ChannelTexts.COMPOSED,
                List.of());
    }
}

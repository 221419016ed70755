package org.incidentcomms.blog.site.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.incidentcomms.blog.site.Told;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.events.StatusEvent.MaintenanceCancelled;
import org.incidentcomms.events.StatusEvent.MaintenanceCompleted;
import org.incidentcomms.events.StatusEvent.MaintenanceReminded;
import org.incidentcomms.events.StatusEvent.MaintenanceRescheduled;
import org.incidentcomms.events.StatusEvent.MaintenanceScheduled;
import org.incidentcomms.events.StatusEvent.MaintenanceStarted;
import org.incidentcomms.events.StatusEvent.MaintenanceUpdated;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Page and blog show every transition of a maintenance and its current status. */
class MaintenanceStoryTest {
    private static final String TITLE = "ClickTime – Scheduled Maintenance";
    private static final Instant START = Instant.parse("2027-08-07T17:00:00Z");

    private final SiteModel model = new SiteModel();
    private final Set<EventType> told = EnumSet.noneOf(EventType.class);

    @Test
    void everyStepHasAPostOfItsOwnAndPutsTheMaintenanceWhereItBelongs() {
        Told done = Told.maintenance("mnt_done", TITLE, START, Duration.ofHours(6));
        List<String> places = new ArrayList<>();
        places.add(tell(done, MaintenanceScheduled::new, -7200, Status.SCHEDULED, null));
        places.add(tell(done, MaintenanceRescheduled::new, -7000, Status.SCHEDULED, "Rescheduled: " + TITLE));
        places.add(tell(done, MaintenanceReminded::new, -3600, Status.SCHEDULED, "Reminder: " + TITLE));
        places.add(tell(done, MaintenanceStarted::new, 0, Status.IN_PROGRESS, null));
        places.add(tell(done, MaintenanceUpdated::new, 3600, Status.VERIFYING, null));
        places.add(tell(done, MaintenanceCompleted::new, 7200, Status.COMPLETED, null));
        Told cancelled = Told.maintenance("mnt_cancelled", "Upgrade", START, Duration.ofHours(6));
        places.add(tell(cancelled, MaintenanceScheduled::new, 7300, Status.SCHEDULED, null));
        places.add(tell(cancelled, MaintenanceCancelled::new, 7400, Status.CANCELLED, null));

        assertThat(places)
                .containsExactly("upcoming", "upcoming", "upcoming", "active", "active", "past", "upcoming", "past");
        assertThat(model.posts())
                .extracting(Post::headline)
                .containsExactly(
                        TITLE,
                        "Rescheduled: " + TITLE,
                        "Reminder: " + TITLE,
                        TITLE + ": In progress",
                        TITLE + ": Verifying",
                        TITLE + ": Completed",
                        "Upgrade",
                        "Upgrade: Cancelled");
        assertThat(told)
                .as("every event of a maintenance there is")
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(EventType.values())
                        .filter(type -> type.wire().startsWith("maintenance."))
                        .toList());
    }

    private String tell(
            Told maintenance,
            BiFunction<Incident, String, StatusEvent> event,
            long secondsFromStart,
            Status status,
            @Nullable String headline) {
        Instant at = START.plusSeconds(secondsFromStart);
        Incident incident = ((IncidentEvent)
                        maintenance.step(at, status, headline, "Words.").data())
                .incident();
        PublishedEvent published = PublishedEvent.of(
                event.apply(incident, incident.updates().getLast().id()), at, null);
        told.add(published.type());
        assertThat(model.apply(published)).isTrue();
        return placeOf(incident.id());
    }

    private String placeOf(String id) {
        if (model.upcomingMaintenances().stream().anyMatch(one -> one.id().equals(id))) {
            return "upcoming";
        }
        return model.activeMaintenances().stream().anyMatch(one -> one.id().equals(id)) ? "active" : "past";
    }
}

package org.incidentcomms.testkit.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.DeliveryRetryRequested;
import org.incidentcomms.events.StatusEvent.DeliveryStopRequested;
import org.incidentcomms.testkit.fixtures.Scenario;

/** What people do at the API: the log of status events grows by it. */
final class Operators {
    private final RandomGenerator random;
    private final SimulatedClock clock;
    private final List<PublishedEvent> log = new ArrayList<>();
    private final List<Incident> incidents = new ArrayList<>();

    private static final class Incident {
        final Scenario story;
        String lastUpdate = "";
        boolean withdrawn;

        Incident(Scenario story) {
            this.story = story;
        }
    }

    Operators(RandomGenerator random, SimulatedClock clock) {
        this.random = random;
        this.clock = clock;
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            incidents.add(new Incident(
                    Scenario.incident("Incident " + i, random.nextBoolean() ? Impact.CRITICAL : Impact.MINOR)));
        }
    }

    List<PublishedEvent> log() {
        return log;
    }

    void act() {
        Incident incident = incidents.get(random.nextInt(incidents.size()));
        if (incident.withdrawn) {
            return;
        }
        if (incident.lastUpdate.isEmpty()) {
            publish(incident, incident.story.opens("The first word."));
            return;
        }
        int choice = random.nextInt(100);
        if (choice < 45) {
            publish(incident, incident.story.says(Status.IDENTIFIED, "A further word."));
        } else if (choice < 65) {
            publish(incident, incident.story.corrects("The right word."));
        } else if (choice < 85) {
            retry(incident);
        } else if (choice < 97) {
            String only = random.nextBoolean() ? null : incident.lastUpdate;
            publish(incident, incident.story.event(now -> new DeliveryStopRequested(now, only, List.of())));
        } else {
            incident.withdrawn = true;
            publish(incident, incident.story.isWithdrawn());
        }
    }

    private void retry(Incident incident) {
        String only = random.nextInt(3) > 0 ? null : incident.lastUpdate;
        publish(incident, incident.story.event(now -> new DeliveryRetryRequested(now, only, List.of())));
    }

    /** Whatever failed is to be tried again. */
    void retryAll() {
        for (Incident incident : incidents) {
            if (!incident.withdrawn && !incident.lastUpdate.isEmpty()) {
                publish(incident, incident.story.event(now -> new DeliveryRetryRequested(now, null, List.of())));
            }
        }
    }

    private void publish(Incident incident, PublishedEvent event) {
        if (event.data() instanceof Announcement announcement) {
            incident.lastUpdate = announcement.updateId();
        }
        log.add(PublishedEvent.of(event.data(), clock.instant(), null));
    }
}

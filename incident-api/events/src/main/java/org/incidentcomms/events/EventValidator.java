package org.incidentcomms.events;

import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.ComponentEvent;
import org.incidentcomms.events.StatusEvent.IncidentCorrected;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.events.StatusEvent.IncidentWithdrawn;
import org.incidentcomms.events.StatusEvent.PostmortemPublished;

/** Checks constraints across the parts of an event; called by the publisher and again by every reader. */
final class EventValidator {
    private EventValidator() {}

    static void require(StatusEvent event) {
        switch (event) {
            case ComponentEvent about -> Preconditions.present(about.component(), "component");
            case IncidentEvent about -> {
                Preconditions.present(about.incident(), "incident");
                if (event instanceof IncidentWithdrawn && !about.incident().withdrawn()) {
                    throw new IllegalArgumentException("incident.withdrawn is false");
                }
                if (EventType.of(event).isMaintenance()) {
                    Preconditions.present(about.incident().window(), "incident.window");
                }
            }
        }
        if (event instanceof Announcement announcement && !announcesWhatIsThere(announcement)) {
            throw new IllegalArgumentException("update_id matches no update of the incident");
        }
    }

    private static boolean announcesWhatIsThere(Announcement announcement) {
        Incident incident = announcement.incident();
        boolean update = incident.update(announcement.updateId()).isPresent();
        boolean postmortem =
                incident.postmortem() != null && incident.postmortem().id().equals(announcement.updateId());
        return switch (announcement) {
            case PostmortemPublished published -> postmortem;
            case IncidentCorrected corrected -> update || postmortem;
            default -> update;
        };
    }
}

package org.incidentcomms.blog.publish.git;

import org.incidentcomms.events.EventType;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.events.StatusEvent.PostmortemPublished;
import org.incidentcomms.events.Update;
import org.incidentcomms.kit.wording.StatusLabels;

/**
 * What a commit says: the kind of change, and for what is added its title. The history of a branch stays, so nothing is
 * said of an incident that is withdrawn, hidden or edited but its id.
 */
final class CommitMessage {
    private static final int LONGEST_SUBJECT = 72;

    private CommitMessage() {}

    /** @param isShown whether the incident has a file afterwards */
    static String of(PublishedEvent event, boolean isShown) {
        Incident incident = ((IncidentEvent) event.data()).incident();
        String subject = isShown ? subject(event, incident) : "Remove " + incident.id();
        return cut(subject.replaceAll("[\\p{Cc}\\s]+", " ").strip()) + "\n\nIncident: " + incident.id() + "\nEvent-Id: "
                + event.id() + "\n";
    }

    private static String subject(PublishedEvent event, Incident incident) {
        return switch (event.data()) {
            case PostmortemPublished published -> "Publish post-mortem: " + incident.title();
            case Announcement announcement -> {
                String label = incident.update(announcement.updateId())
                        .map(Update::status)
                        .map(StatusLabels::of)
                        .orElse(StatusLabels.of(incident.status()));
                yield event.type() == EventType.INCIDENT_CORRECTED
                        ? "Correct " + incident.id()
                        : label + ": " + incident.title();
            }
            default -> verb(event) + " " + incident.id();
        };
    }

    /** In the imperative. */
    private static String verb(PublishedEvent event) {
        return event.type() == EventType.INCIDENT_EDITED ? "Edit" : "Change";
    }

    private static String cut(String subject) {
        return subject.codePointCount(0, subject.length()) <= LONGEST_SUBJECT
                ? subject
                : subject.substring(0, subject.offsetByCodePoints(0, LONGEST_SUBJECT - 1)) + "…";
    }
}

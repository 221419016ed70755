package org.incidentcomms.twitter.post;

import java.util.List;
import java.util.Optional;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.IncidentCorrected;
import org.incidentcomms.events.StatusEvent.IncidentOpened;
import org.incidentcomms.events.StatusEvent.MaintenanceCancelled;
import org.incidentcomms.events.StatusEvent.MaintenanceCompleted;
import org.incidentcomms.events.StatusEvent.MaintenanceReminded;
import org.incidentcomms.events.StatusEvent.MaintenanceScheduled;
import org.incidentcomms.events.StatusEvent.PostmortemPublished;
import org.incidentcomms.events.Update;

/** The content of an announcement, extracted from the incident in the event. */
final class AnnouncementFacts {
    private AnnouncementFacts() {}

    /** The announced update; the newest if the event names none of the incident's; empty for a post-mortem. */
    static Optional<Update> update(Announcement said) {
        if (said instanceof PostmortemPublished) {
            return Optional.empty();
        }
        List<Update> all = said.incident().updates();
        return said.incident()
                .update(said.updateId())
                .or(() -> all.isEmpty() ? Optional.empty() : Optional.of(all.getLast()));
    }

    /** Whether it resolves the incident or completes the maintenance. */
    static boolean isLast(Announcement said) {
        return switch (said) {
            case PostmortemPublished published -> true;
            case MaintenanceCompleted completed -> true;
            case MaintenanceCancelled cancelled -> true;
            case IncidentCorrected corrected -> false;
            default -> update(said).map(update -> update.status().isTerminal()).orElse(false);
        };
    }

    /** Whether it is a reminder without an update of its own that names an earlier one. */
    static boolean isRepeated(Announcement said) {
        int number = number(said);
        return said instanceof MaintenanceReminded
                && (number == 1 || number < said.incident().updates().size());
    }

    /** Number of the update within its incident, from 1. */
    static int number(Announcement said) {
        List<Update> all = said.incident().updates();
        return update(said).map(update -> all.indexOf(update) + 1).orElse(all.size() + 1);
    }

    /** Whether, according to the event alone, nothing of this incident was posted before. */
    static boolean isFirst(Announcement said) {
        List<Update> all = said.incident().updates();
        int before = switch (said) {
            case IncidentOpened opened -> 0;
            case MaintenanceScheduled scheduled -> 0;
            case IncidentCorrected corrected -> number(said);
            case MaintenanceReminded reminded -> isRepeated(said) ? number(said) : number(said) - 1;
            default -> number(said) - 1;
        };
        return all.subList(0, Math.min(before, all.size())).stream()
                .noneMatch(update -> update.notified().includes(XChannel.NAME));
    }
}

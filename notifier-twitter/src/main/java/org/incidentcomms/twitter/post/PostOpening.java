package org.incidentcomms.twitter.post;

import java.util.Locale;
import java.util.regex.Pattern;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.IncidentCorrected;
import org.incidentcomms.events.StatusEvent.IncidentOpened;
import org.incidentcomms.events.StatusEvent.IncidentUpdated;
import org.incidentcomms.events.StatusEvent.MaintenanceCancelled;
import org.incidentcomms.events.StatusEvent.MaintenanceCompleted;
import org.incidentcomms.events.StatusEvent.MaintenanceReminded;
import org.incidentcomms.events.StatusEvent.MaintenanceRescheduled;
import org.incidentcomms.events.StatusEvent.MaintenanceScheduled;
import org.incidentcomms.events.StatusEvent.MaintenanceStarted;
import org.incidentcomms.events.StatusEvent.MaintenanceUpdated;
import org.incidentcomms.events.StatusEvent.PostmortemPublished;
import org.incidentcomms.kit.wording.RescheduleKind;
import org.incidentcomms.kit.wording.StatusLabels;

/**
 * The first line of a post: an emoji and always the status word as well, for readers who do not see it. While an
 * incident is open the emoji shows the impact, the word the status.
 */
record PostOpening(String sign, String word) {

    /**
     * @param answering the event corrects an existing post and will be its reply
     */
    static PostOpening of(Announcement event, Status status, boolean answering) {
        Incident incident = event.incident();
        return switch (event) {
            case IncidentOpened opened -> ofState(incident, status);
            case IncidentUpdated updated -> ofState(incident, status);
            case IncidentCorrected corrected ->
                answering ? new PostOpening("✏️", "Correction") : ofState(incident, status);
            case PostmortemPublished published -> new PostOpening("📄", "Post-mortem");
            case MaintenanceScheduled scheduled -> maintenance("🗓️", "Scheduled", "Scheduled maintenance", incident);
            case MaintenanceRescheduled moved -> {
                String word = RescheduleKind.of(incident).word();
                yield maintenance("🗓️", word, "Maintenance " + word.toLowerCase(Locale.ROOT), incident);
            }
            case MaintenanceReminded reminded -> maintenance("⏰", "Reminder", "Maintenance reminder", incident);
            case MaintenanceStarted started -> ofState(incident, Status.IN_PROGRESS);
            case MaintenanceUpdated updated -> ofState(incident, status);
            case MaintenanceCompleted completed -> ofState(incident, Status.COMPLETED);
            case MaintenanceCancelled cancelled -> ofState(incident, Status.CANCELLED);
        };
    }

    private static PostOpening ofState(Incident incident, Status status) {
        String word = StatusLabels.of(status);
        return switch (status) {
            case INVESTIGATING, IDENTIFIED, MONITORING -> new PostOpening(severity(incident.impact()), word);
            case RESOLVED -> new PostOpening("✅", word);
            case SCHEDULED -> maintenance("🗓️", word, "Scheduled maintenance", incident);
            case IN_PROGRESS -> maintenance("🔧", word, "Maintenance in progress", incident);
            case VERIFYING -> maintenance("🔧", word, "Verifying maintenance", incident);
            case COMPLETED -> maintenance("✅", word, "Maintenance completed", incident);
            case CANCELLED -> maintenance("🚫", word, "Maintenance cancelled", incident);
        };
    }

    private static PostOpening maintenance(String sign, String word, String ifUntitled, Incident incident) {
        boolean titled = incident.title().toLowerCase(Locale.ROOT).contains("maintenance");
        return new PostOpening(sign, titled ? word : ifUntitled);
    }

    private static String severity(Impact impact) {
        return switch (impact) {
            case NONE -> "🔵";
            case MINOR -> "🟡";
            case MAJOR -> "🟠";
            case CRITICAL -> "🔴";
        };
    }

    /** The same, telling which customers it concerns. */
    PostOpening concerning(String scope) {
        return scope.isBlank() ? this : new PostOpening(sign, word + " · " + scope);
    }

    /** The first line: emoji, status word and subject; the word is omitted if the subject contains it. */
    String with(String subject) {
        if (subject.isBlank()) {
            return sign + " " + word;
        }
        boolean said = Pattern.compile("(?i)\\b" + Pattern.quote(word) + "\\b")
                .matcher(subject)
                .find();
        return said ? sign + " " + subject : sign + " " + word + ": " + subject;
    }
}

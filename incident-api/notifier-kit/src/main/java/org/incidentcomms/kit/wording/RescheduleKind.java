package org.incidentcomms.kit.wording;

import java.util.regex.Pattern;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.MaintenanceReminded;
import org.incidentcomms.events.StatusEvent.MaintenanceRescheduled;
import org.incidentcomms.events.Window;

/** How a maintenance's window was changed. A change of the end alone is not a move: the start is unchanged. */
public enum RescheduleKind {
    RESCHEDULED,
    EXTENDED,
    SHORTENED;

    private static final Pattern REMINDER = Pattern.compile("(?i)^reminder\\s*[:–—-]\\s*(?=\\S)");
    private static final Pattern MOVED = Pattern.compile("(?i)^(rescheduled|extended|shortened)\\s*[:–—-]\\s*(?=\\S)");

    /** Compares the window with the previous one; rescheduled if the incident does not contain it. */
    public static RescheduleKind of(Incident maintenance) {
        Window now = maintenance.window();
        Window before = maintenance.previousWindow();
        if (now == null
                || before == null
                || !now.startsAt().equals(before.startsAt())
                || now.endsAt().equals(before.endsAt())) {
            return RESCHEDULED;
        }
        return now.endsAt().isAfter(before.endsAt()) ? EXTENDED : SHORTENED;
    }

    /** The label of the status, in English: "Extended". */
    public String word() {
        return word(Language.ENGLISH);
    }

    public String word(Language language) {
        return StatusLabels.label("reschedule", this, language);
    }

    /** The heading without "Reminder:" or "Extended:", for channels that show that separately. */
    public static String unsaid(Announcement announcement, String heading) {
        return switch (announcement) {
            case MaintenanceReminded reminded -> REMINDER.matcher(heading).replaceFirst("");
            case MaintenanceRescheduled moved -> MOVED.matcher(heading).replaceFirst("");
            default -> heading;
        };
    }
}

package org.incidentcomms.kit.wording;

import java.util.regex.Pattern;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.MaintenanceReminded;
import org.incidentcomms.events.StatusEvent.MaintenanceRescheduled;
import org.incidentcomms.events.Window;

/** How a maintenance's window was changed. A change of the end alone is not a move: the start is unchanged. */
public enum RescheduleKind {
    RESCHEDULED("Rescheduled"),
    EXTENDED("Extended"),
    SHORTENED("Shortened");

    private static final Pattern REMINDER = Pattern.compile("(?i)^reminder\\s*[:–—-]\\s*(?=\\S)");
    private static final Pattern MOVED = Pattern.compile("(?i)^(rescheduled|extended|shortened)\\s*[:–—-]\\s*(?=\\S)");

    private final String word;

    RescheduleKind(String word) {
        this.word = word;
    }

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

    /** The label of the status: "Extended". */
    public String word() {
        return word;
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

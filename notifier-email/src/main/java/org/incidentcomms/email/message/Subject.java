package org.incidentcomms.email.message;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.IncidentCorrected;
import org.incidentcomms.events.StatusEvent.MaintenanceReminded;
import org.incidentcomms.events.StatusEvent.MaintenanceRescheduled;
import org.incidentcomms.events.StatusEvent.MaintenanceScheduled;
import org.incidentcomms.events.StatusEvent.PostmortemPublished;
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;
import org.incidentcomms.events.WindowSentence;
import org.incidentcomms.kit.wording.RescheduleKind;
import org.incidentcomms.kit.wording.StatusLabels;
import org.jspecify.annotations.Nullable;

/** The subject line: title and status in plain words. */
final class Subject {
    private static final DateTimeFormatter DAY_AND_CLOCK = DateTimeFormatter.ofPattern("EEE, MMM d, h:mm", Locale.US);
    private static final DateTimeFormatter DATE_AND_CLOCK =
            DateTimeFormatter.ofPattern("EEE, MMM d, uuuu, h:mm", Locale.US);
    private static final int LONGEST_HEADING = 120;

    private Subject() {}

    /** The operator's own subject, or the composed one. */
    static String of(Announcement announcement, @Nullable Update update, String heading, String company) {
        String own = update == null ? null : update.texts().emailSubject();
        if (own != null && !own.isBlank()) {
            String clean = HeaderText.clean(own);
            return announcement instanceof IncidentCorrected ? "Correction: " + clean : clean;
        }
        return "[" + HeaderText.clean(company) + "] "
                + composed(announcement, update, withoutCompany(heading, company));
    }

    private static String composed(Announcement announcement, @Nullable Update update, String heading) {
        Incident incident = announcement.incident();
        String state = StatusLabels.of(update == null ? incident.status() : update.status());
        return switch (announcement) {
            case PostmortemPublished postmortem -> "Post-mortem: " + heading;
            case IncidentCorrected corrected -> "Correction: " + heading + " – " + state;
            case MaintenanceScheduled scheduled -> heading + " – " + start(incident, "", state);
            case MaintenanceRescheduled moved -> heading + " – " + moved(incident);
            case MaintenanceReminded reminded -> "Reminder: " + heading + " – " + start(incident, "", state);
            default -> heading + " – " + state;
        };
    }

    private static String start(Incident incident, String before, String withoutWindow) {
        Window window = incident.window();
        return window == null ? withoutWindow : before + brief(incident, window, window.startsAt());
    }

    private static String moved(Incident incident) {
        Window window = incident.window();
        RescheduleKind move = RescheduleKind.of(incident);
        return move == RescheduleKind.RESCHEDULED || window == null
                ? start(incident, "Moved to ", move.word())
                : move.word() + " to " + brief(incident, window, window.endsAt());
    }

    /** Formatted here because the formatter's "a" and "z" texts differ between JDKs. */
    private static String brief(Incident incident, Window window, Instant instant) {
        ZonedDateTime at = instant.atZone(window.timeZone());
        boolean year = WindowSentence.namesYear(instant, window.timeZone(), incident.updatedAt());
        boolean summer = at.getZone().getRules().isDaylightSavings(at.toInstant());
        String zone = TimeZone.getTimeZone(at.getZone()).getDisplayName(summer, TimeZone.SHORT, Locale.US);
        return (year ? DATE_AND_CLOCK : DAY_AND_CLOCK).format(at) + (at.getHour() < 12 ? " am " : " pm ") + zone;
    }

    /** "ClickTime System Status Update" after "[ClickTime]" would repeat the name. */
    private static String withoutCompany(String heading, String company) {
        String clean = HeaderText.clean(heading);
        String rest = clean.replaceFirst("(?i)^" + Pattern.quote(company) + "(\\s*[–—:|-]\\s*|\\s+)(?=\\S)", "");
        String shown = Character.isLetterOrDigit(rest.codePointAt(0)) ? rest : clean;
        return shown.length() <= LONGEST_HEADING
                ? shown
                : shown.substring(0, LONGEST_HEADING - 1).strip() + "…";
    }
}

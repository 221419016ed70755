package org.incidentcomms.email.message;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
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
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.DisplayTimes;
import org.incidentcomms.kit.wording.Language;
import org.incidentcomms.kit.wording.MessageBundle;
import org.incidentcomms.kit.wording.RescheduleKind;
import org.incidentcomms.kit.wording.StatusLabels;
import org.jspecify.annotations.Nullable;

/** The subject line: title and status in plain words. */
final class Subject {
    private static final int LONGEST_HEADING = 120;

    private final String company;
    private final Language language;
    private final @Nullable ZoneId zone;
    private final MessageBundle words;
    private final DisplayTimes times;

    Subject(Company company, Language language, @Nullable ZoneId zone) {
        this.company = company.name();
        this.language = language;
        this.zone = zone;
        this.words = MailViewFactory.WORDS.in(language);
        this.times = new DisplayTimes(language);
    }

    /** The operator's own subject, or the composed one. */
    String of(Announcement announcement, @Nullable Update update, String heading) {
        String own = update == null ? null : update.texts().emailSubject();
        if (own != null && !own.isBlank()) {
            String clean = HeaderText.clean(own);
            return announcement instanceof IncidentCorrected ? words.text("subject.corrected", clean) : clean;
        }
        return "[" + HeaderText.clean(company) + "] " + composed(announcement, update, withoutCompany(heading));
    }

    private String composed(Announcement announcement, @Nullable Update update, String heading) {
        Incident incident = announcement.incident();
        String state = StatusLabels.of(update == null ? incident.status() : update.status(), language);
        return switch (announcement) {
            case PostmortemPublished postmortem -> words.text("subject.postmortem", heading);
            case IncidentCorrected corrected -> words.text("subject.corrected", heading + " – " + state);
            case MaintenanceScheduled scheduled -> heading + " – " + start(incident, state);
            case MaintenanceRescheduled moved -> heading + " – " + moved(incident);
            case MaintenanceReminded reminded ->
                words.text("subject.reminded", heading + " – " + start(incident, state));
            default -> heading + " – " + state;
        };
    }

    private String start(Incident incident, String withoutWindow) {
        Window window = incident.window();
        return window == null ? withoutWindow : brief(incident, window, window.startsAt());
    }

    private String moved(Incident incident) {
        Window window = incident.window();
        RescheduleKind move = RescheduleKind.of(incident);
        if (window == null) {
            return move.word(language);
        }
        Instant news = move == RescheduleKind.RESCHEDULED ? window.startsAt() : window.endsAt();
        return words.text("subject." + move.name().toLowerCase(Locale.ROOT), brief(incident, window, news));
    }

    private String brief(Incident incident, Window window, Instant instant) {
        return times.brief(instant, zone == null ? window.timeZone() : zone, incident.updatedAt());
    }

    /** "ClickTime System Status Update" after "[ClickTime]" would repeat the name. */
    private String withoutCompany(String heading) {
        String clean = HeaderText.clean(heading);
        String rest = clean.replaceFirst("(?i)^" + Pattern.quote(company) + "(\\s*[–—:|-]\\s*|\\s+)(?=\\S)", "");
        String shown = Character.isLetterOrDigit(rest.codePointAt(0)) ? rest : clean;
        return shown.length() <= LONGEST_HEADING
                ? shown
                : shown.substring(0, LONGEST_HEADING - 1).strip() + "…";
    }
}

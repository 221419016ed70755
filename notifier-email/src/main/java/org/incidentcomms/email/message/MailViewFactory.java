package org.incidentcomms.email.message;

import io.quarkus.qute.RawString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.ComponentChange;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Postmortem;
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
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;
import org.incidentcomms.events.WindowSentence;
import org.incidentcomms.kit.wording.AnnouncementContent;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.Links;
import org.incidentcomms.kit.wording.Markdown;
import org.incidentcomms.kit.wording.RescheduleKind;
import org.incidentcomms.kit.wording.StatusLabels;
import org.jspecify.annotations.Nullable;

/** Maps an announcement to the texts of a mail; no markup, no transport. */
final class MailViewFactory {
    private static final int EARLIER_SHOWN = 5;
    private static final int EARLIER_LENGTH = 240;
    private static final int PREHEADER_LENGTH = 140;
    /** Level of the heading that contains the mail's text. */
    private static final int HEADING_LEVEL = 1;
    /** A longer text is cut and linked: several mail programs clip messages above about 100 KB. */
    private static final int LONGEST_MESSAGE = 25_000;

    private final Company company;
    private final Links links;

    MailViewFactory(Company company) {
        this.company = company;
        this.links = new Links(company);
    }

    /** Title of the mail, without the status. */
    String heading(Announcement announcement) {
        Incident incident = announcement.incident();
        String own = announcement instanceof PostmortemPublished
                ? postmortem(announcement).title()
                : update(announcement).headline();
        return own == null || own.isBlank() ? incident.title() : RescheduleKind.unsaid(announcement, own);
    }

    String subject(Announcement announcement) {
        Update update = announcement instanceof PostmortemPublished ? null : update(announcement);
        return Subject.of(announcement, update, heading(announcement), company.name());
    }

    MailView view(Announcement announcement, String unsubscribeUrl) {
        return announcement instanceof PostmortemPublished
                ? viewOfPostmortem(announcement, unsubscribeUrl)
                : viewOfUpdate(announcement, update(announcement), unsubscribeUrl);
    }

    private MailView viewOfUpdate(Announcement announcement, Update update, String unsubscribeUrl) {
        Incident incident = announcement.incident();
        String heading = heading(announcement);
        List<Update> before = before(announcement);
        boolean alone = tellsItsWindow(incident, update);
        Window window = alone || announcement instanceof MaintenanceCompleted ? null : incident.window();
        String lead = alone && !(announcement instanceof MaintenanceRescheduled) ? null : lead(announcement);
        return new MailView(
                company.name(),
                preheader(lead, window == null ? null : sentence(incident, window), update.message()),
                heading,
                about(incident, heading),
                badge(announcement, update),
                badge(announcement, update),
                tone(announcement, update),
                lead,
                window == null ? null : sentence(incident, window),
                announcement instanceof MaintenanceRescheduled && incident.previousWindow() != null
                        ? sentence(incident, incident.previousWindow())
                        : null,
                Markdown.toText(update.message()),
                new RawString(Markdown.toHtmlBelow(HEADING_LEVEL, update.message())),
                null,
                components(incident, update),
                new AnnouncementContent(announcement, company).signOff(),
                said(
                        incident,
                        announcement instanceof IncidentCorrected && update.editedAt() != null
                                ? update.editedAt()
                                : update.postedAt()),
                earlier(incident, before),
                Math.max(0, before.size() - EARLIER_SHOWN),
                company.support(),
                handle(),
                links.incident(incident).toString(),
                links.statusPage().toString(),
                unsubscribeUrl);
    }

    private MailView viewOfPostmortem(Announcement announcement, String unsubscribeUrl) {
        Incident incident = announcement.incident();
        Postmortem postmortem = postmortem(announcement);
        String body = Excerpt.paragraphs(postmortem.body(), LONGEST_MESSAGE);
        boolean whole = body.length() >= postmortem.body().strip().length();
        List<Update> before = before(announcement);
        return new MailView(
                company.name(),
                preheader(null, null, postmortem.body()),
                postmortem.title(),
                about(incident, postmortem.title()),
                "Post-mortem",
                null,
                StatusColor.QUIET,
                "What we have learnt from it.",
                null,
                null,
                Markdown.toText(body),
                new RawString(Markdown.toHtmlBelow(HEADING_LEVEL, body)),
                whole ? null : where(incident, postmortem),
                List.of(),
                new AnnouncementContent(announcement, company).signOff(),
                said(incident, postmortem.publishedAt()),
                earlier(incident, before),
                Math.max(0, before.size() - EARLIER_SHOWN),
                company.support(),
                handle(),
                links.incident(incident).toString(),
                links.statusPage().toString(),
                unsubscribeUrl);
    }

    /** URL of its blog post; without one the incident's page, which shows it as well. */
    private String where(Incident incident, Postmortem postmortem) {
        return (postmortem.hasPost() ? links.post(postmortem) : links.incident(incident)).toString();
    }

    /** Whether the message is a generated sentence about this window, which would otherwise appear twice. */
    private static boolean tellsItsWindow(Incident incident, Update update) {
        Window window = incident.window();
        return window != null && update.message().contains(WindowSentence.of(window, incident.updatedAt()));
    }

    private @Nullable String lead(Announcement announcement) {
        return switch (announcement) {
            case IncidentCorrected corrected ->
                "A correction: this replaces what we wrote on "
                        + said(announcement.incident(), update(announcement).postedAt())
                        + ". We are sorry for the mistake.";
            case MaintenanceReminded reminded -> "A reminder of maintenance that is planned.";
            case MaintenanceRescheduled moved ->
                switch (RescheduleKind.of(moved.incident())) {
                    case RESCHEDULED -> "This maintenance has been moved. Please note the new time.";
                    case EXTENDED -> "This maintenance takes longer than planned. Please note the new end.";
                    case SHORTENED -> "This maintenance ends earlier than planned. Please note the new end.";
                };
            case MaintenanceStarted started -> "This maintenance has begun.";
            case MaintenanceCompleted completed -> "This maintenance is finished.";
            case MaintenanceCancelled cancelled -> "This maintenance will not take place.";
            case IncidentOpened opened -> null;
            case IncidentUpdated updated -> null;
            case MaintenanceScheduled scheduled -> null;
            case MaintenanceUpdated updated -> null;
            case PostmortemPublished postmortem -> null;
        };
    }

    private static String badge(Announcement announcement, Update update) {
        return switch (announcement) {
            case MaintenanceRescheduled moved ->
                RescheduleKind.of(moved.incident()).word();
            case MaintenanceReminded reminded -> "Reminder";
            default -> StatusLabels.of(update.status());
        };
    }

    private static StatusColor tone(Announcement announcement, Update update) {
        return announcement instanceof MaintenanceRescheduled ? StatusColor.WARNING : StatusColor.of(update.status());
    }

    private static @Nullable String about(Incident incident, String heading) {
        String kind = incident.kind() == IncidentKind.MAINTENANCE ? "Maintenance: " : "Incident: ";
        return heading.equals(incident.title()) ? null : kind + incident.title();
    }

    /**
     * Components named by this update; if it names none, the affected components of the incident. For maintenance that
     * is only planned or was cancelled, only the names: an operational status is not news then.
     */
    private static List<MailView.Affected> components(Incident incident, Update update) {
        boolean planned = update.status() == Status.SCHEDULED || update.status() == Status.CANCELLED;
        List<MailView.Affected> affected = new ArrayList<>();
        for (ComponentChange change : update.components()) {
            affected.add(affected(change.name(), change.newStatus(), planned));
        }
        if (affected.isEmpty()) {
            for (AffectedComponent component : incident.components()) {
                affected.add(affected(component.name(), component.status(), planned));
            }
        }
        return affected;
    }

    private static MailView.Affected affected(String name, ComponentStatus status, boolean planned) {
        return new MailView.Affected(name, planned ? null : StatusLabels.of(status), StatusColor.of(status));
    }

    /** Earlier updates, newest first, whether they were mailed or not. */
    private static List<Update> before(Announcement announcement) {
        List<Update> before = new ArrayList<>();
        for (Update update : announcement.incident().updates()) {
            if (update.id().equals(announcement.updateId())) {
                break;
            }
            before.add(update);
        }
        return before.reversed();
    }

    private List<MailView.Earlier> earlier(Incident incident, List<Update> before) {
        return before.stream()
                .limit(EARLIER_SHOWN)
                .map(update -> new MailView.Earlier(
                        StatusLabels.of(update.status()),
                        StatusColor.of(update.status()),
                        said(incident, update.postedAt()),
                        Excerpt.line(Markdown.toText(update.message()), EARLIER_LENGTH)))
                .toList();
    }

    private static String preheader(@Nullable String lead, @Nullable String when, String message) {
        String first = lead == null ? "" : lead + " ";
        String second = when == null ? "" : when + ". ";
        return Excerpt.line(first + second + Markdown.toText(message), PREHEADER_LENGTH);
    }

    private static String sentence(Incident incident, Window window) {
        String sentence = WindowSentence.of(window, incident.updatedAt());
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    /** Formats the time of an update, relative to the time of the announcement. */
    private String said(Incident incident, Instant instant) {
        return WindowSentence.of(instant, company.timeZone(), incident.updatedAt());
    }

    private @Nullable String handle() {
        return company.xHandle().isBlank() ? null : company.xHandle();
    }

    private static Update update(Announcement announcement) {
        return announcement
                .incident()
                .update(announcement.updateId())
                .orElseThrow(() -> new IllegalArgumentException("the event does not carry the update it announces"));
    }

    private static Postmortem postmortem(Announcement announcement) {
        Postmortem postmortem = announcement.incident().postmortem();
        if (postmortem == null) {
            throw new IllegalArgumentException("the event does not carry the post-mortem it announces");
        }
        return postmortem;
    }
}

package org.incidentcomms.email.message;

import io.quarkus.qute.RawString;
import java.time.ZoneId;
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
import org.incidentcomms.kit.wording.AnnouncementContent;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.Language;
import org.incidentcomms.kit.wording.Links;
import org.incidentcomms.kit.wording.MessageBundle;
import org.incidentcomms.kit.wording.MessageBundles;
import org.incidentcomms.kit.wording.RescheduleKind;
import org.incidentcomms.kit.wording.StatusLabels;
import org.incidentcomms.service.markdown.Markdown;
import org.jspecify.annotations.Nullable;

/** Maps an announcement to the texts of a mail; no markup, no transport. */
final class MailViewFactory {
    private static final int PREHEADER_LENGTH = 140;
    /** Level of the heading that contains the mail's text. */
    private static final int HEADING_LEVEL = 1;
    /** A longer text is cut and linked: several mail programs clip messages above about 100 KB. */
    private static final int LONGEST_MESSAGE = 25_000;

    /** The texts of incident mails and of letters. */
    static final MessageBundles WORDS = new MessageBundles(MailViewFactory.class, "mail");

    private final Company company;
    private final Links links;
    private final Language language;
    private final @Nullable ZoneId zone;
    private final MessageBundle words;
    private final MailTimes times;

    MailViewFactory(Company company, MailVariant variant) {
        this.company = company;
        this.links = new Links(company);
        this.language = variant.language();
        this.zone = variant.zone();
        this.words = WORDS.in(language);
        this.times = new MailTimes(company, variant);
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
        return new Subject(company, language, zone).of(announcement, update, heading(announcement));
    }

    MailView view(Announcement announcement, String unsubscribeUrl, String manageUrl) {
        return announcement instanceof PostmortemPublished
                ? viewOfPostmortem(announcement, unsubscribeUrl, manageUrl)
                : viewOfUpdate(announcement, update(announcement), unsubscribeUrl, manageUrl);
    }

    private MailView viewOfUpdate(Announcement announcement, Update update, String unsubscribeUrl, String manageUrl) {
        Incident incident = announcement.incident();
        String heading = heading(announcement);
        EarlierUpdates earlier = new EarlierUpdates(announcement);
        boolean alone = times.tellsItsWindow(incident, update);
        Window window = alone || announcement instanceof MaintenanceCompleted ? null : incident.window();
        String lead = alone && !(announcement instanceof MaintenanceRescheduled) ? null : lead(announcement);
        return new MailView(
                words,
                writtenIn(update.speaks(language.tag())),
                company.name(),
                preheader(lead, window == null ? null : times.window(incident, window), update.message()),
                heading,
                about(incident, heading),
                badge(announcement, update),
                badge(announcement, update),
                update.scope(),
                times.nextUpdate(incident, update),
                tone(announcement, update),
                lead,
                window == null ? null : times.window(incident, window),
                announcement instanceof MaintenanceRescheduled && incident.previousWindow() != null
                        ? times.window(incident, incident.previousWindow())
                        : null,
                Markdown.toText(update.message()),
                new RawString(Markdown.toHtmlBelow(HEADING_LEVEL, update.message())),
                null,
                components(incident, update),
                new AnnouncementContent(announcement, company).signOff(),
                times.instant(
                        incident,
                        announcement instanceof IncidentCorrected && update.editedAt() != null
                                ? update.editedAt()
                                : update.postedAt()),
                earlier.shown(times, language, company.language()),
                earlier.notShown(),
                company.support(),
                handle(),
                links.incident(incident).toString(),
                links.statusPage().toString(),
                unsubscribeUrl,
                manageUrl);
    }

    private MailView viewOfPostmortem(Announcement announcement, String unsubscribeUrl, String manageUrl) {
        Incident incident = announcement.incident();
        Postmortem postmortem = postmortem(announcement);
        String body = incident.isShownPublicly()
                ? Excerpt.paragraphs(postmortem.body(), LONGEST_MESSAGE)
                : postmortem.body().strip();
        boolean whole = body.length() >= postmortem.body().strip().length();
        EarlierUpdates earlier = new EarlierUpdates(announcement);
        return new MailView(
                words,
                writtenIn(postmortem.speaks(language.tag())),
                company.name(),
                preheader(null, null, postmortem.body()),
                postmortem.title(),
                about(incident, postmortem.title()),
                words.text("label.postmortem"),
                null,
                null,
                null,
                StatusColor.QUIET,
                words.text("lead.postmortem"),
                null,
                null,
                Markdown.toText(body),
                new RawString(Markdown.toHtmlBelow(HEADING_LEVEL, body)),
                whole ? null : where(incident, postmortem),
                List.of(),
                new AnnouncementContent(announcement, company).signOff(),
                times.instant(incident, postmortem.publishedAt()),
                earlier.shown(times, language, company.language()),
                earlier.notShown(),
                company.support(),
                handle(),
                links.incident(incident).toString(),
                links.statusPage().toString(),
                unsubscribeUrl,
                manageUrl);
    }

    /** URL of its blog post; without one the incident's page, which shows it as well. */
    private String where(Incident incident, Postmortem postmortem) {
        return (postmortem.hasPost() ? links.post(incident, postmortem) : links.incident(incident)).toString();
    }

    private @Nullable String lead(Announcement announcement) {
        return switch (announcement) {
            case IncidentCorrected corrected ->
                words.text(
                        "lead.corrected",
                        times.instant(
                                announcement.incident(), update(announcement).postedAt()));
            case MaintenanceReminded reminded -> words.text("lead.reminded");
            case MaintenanceRescheduled moved ->
                switch (RescheduleKind.of(moved.incident())) {
                    case RESCHEDULED -> words.text("lead.rescheduled");
                    case EXTENDED -> words.text("lead.extended");
                    case SHORTENED -> words.text("lead.shortened");
                };
            case MaintenanceStarted started -> words.text("lead.started");
            case MaintenanceCompleted completed -> words.text("lead.completed");
            case MaintenanceCancelled cancelled -> words.text("lead.cancelled");
            case IncidentOpened opened -> null;
            case IncidentUpdated updated -> null;
            case MaintenanceScheduled scheduled -> null;
            case MaintenanceUpdated updated -> null;
            case PostmortemPublished postmortem -> null;
        };
    }

    private String badge(Announcement announcement, Update update) {
        return switch (announcement) {
            case MaintenanceRescheduled moved ->
                RescheduleKind.of(moved.incident()).word(language);
            case MaintenanceReminded reminded -> words.text("label.reminder");
            default -> StatusLabels.of(update.status(), language);
        };
    }

    private static StatusColor tone(Announcement announcement, Update update) {
        return announcement instanceof MaintenanceRescheduled ? StatusColor.WARNING : StatusColor.of(update.status());
    }

    private @Nullable String about(Incident incident, String heading) {
        String kind = incident.kind() == IncidentKind.MAINTENANCE ? "about.maintenance" : "about.incident";
        return heading.equals(incident.title()) ? null : words.text(kind, incident.title());
    }

    /**
     * Components named by this update; if it names none, the affected components of the incident. For maintenance that
     * is only planned or was cancelled, only the names: an operational status is not news then.
     */
    private List<MailView.Affected> components(Incident incident, Update update) {
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

    private MailView.Affected affected(String name, ComponentStatus status, boolean planned) {
        return new MailView.Affected(name, planned ? null : StatusLabels.of(status, language), StatusColor.of(status));
    }

    private static String preheader(@Nullable String lead, @Nullable String when, String message) {
        String first = lead == null ? "" : lead + " ";
        String second = when == null ? "" : when + ". ";
        return Excerpt.line(first + second + Markdown.toText(message), PREHEADER_LENGTH);
    }

    /** The tag of the language of a text, null if it is the reader's. */
    private @Nullable String writtenIn(boolean isTranslated) {
        return writtenIn(isTranslated, language, company.language());
    }

    /** @param written the language of what is not translated */
    static @Nullable String writtenIn(boolean isTranslated, Language reader, Language written) {
        return isTranslated || reader == written ? null : written.tag();
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

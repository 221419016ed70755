package org.incidentcomms.kit.wording;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.MaintenanceCancelled;
import org.incidentcomms.events.StatusEvent.MaintenanceCompleted;
import org.incidentcomms.events.StatusEvent.MaintenanceRescheduled;
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;
import org.incidentcomms.events.WindowSentence;

/**
 * The text parts of one announcement, from which each channel composes its message. Plain text except
 * {@link #message()}; nothing is escaped, shortened or wrapped here.
 */
public record AnnouncementContent(Announcement announcement, Company company) {

    /**
     * The update's own headline; otherwise the incident's title, followed by the new status for every update except the
     * first.
     */
    public static String headline(Incident incident, Update update) {
        return headline(incident, update, Language.ENGLISH);
    }

    /** As {@link #headline(Incident, Update)}, with the status in a language. */
    public static String headline(Incident incident, Update update, Language language) {
        if (update.headline() != null && !update.headline().isBlank()) {
            return update.headline().strip();
        }
        boolean first = !incident.updates().isEmpty()
                && incident.updates().getFirst().id().equals(update.id());
        return first ? incident.title() : incident.title() + ": " + StatusLabels.of(update.status(), language);
    }

    public Incident incident() {
        return announcement.incident();
    }

    /** The announced update, or empty for a post-mortem. */
    public Optional<Update> update() {
        return incident().update(announcement.updateId());
    }

    /** The announced post-mortem, or empty for an update. */
    public Optional<Postmortem> postmortem() {
        return Optional.ofNullable(incident().postmortem())
                .filter(analysis -> analysis.id().equals(announcement.updateId()));
    }

    public String headline() {
        return update().map(update -> headline(incident(), update))
                .or(() -> postmortem().map(Postmortem::title))
                .orElse(incident().title());
    }

    /** The operator's Markdown, for {@link org.incidentcomms.service.markdown.Markdown}. */
    public String message() {
        return update().map(Update::message)
                .or(() -> postmortem().map(Postmortem::body))
                .orElse("");
    }

    /**
     * The window of a maintenance, as a sentence without its full stop; a rescheduled one contains both windows. Empty
     * for an incident, and once a maintenance has ended.
     */
    public Optional<String> when() {
        Window window = incident().window();
        if (window == null) {
            return Optional.empty();
        }
        String now = told(window);
        Window previous = incident().previousWindow();
        return switch (announcement) {
            case MaintenanceCompleted completed -> Optional.empty();
            case MaintenanceCancelled cancelled -> Optional.of("No longer " + now);
            case MaintenanceRescheduled rescheduled
            when previous != null -> Optional.of("Now " + now + ", instead of " + told(previous));
            default ->
                incident().status().isTerminal()
                        ? Optional.empty()
                        : Optional.of(Character.toUpperCase(now.charAt(0)) + now.substring(1));
        };
    }

    /** The signature: the author, otherwise the company's sign-off. */
    public String signOff() {
        return update().map(Update::author)
                .or(() -> postmortem().map(Postmortem::author))
                .filter(author -> !author.isBlank())
                .map(String::strip)
                .orElse(company.signOff());
    }

    private String told(Window window) {
        Instant toldAt = incident().updatedAt();
        return WindowSentence.of(window, toldAt);
    }

    /** The page of the incident, which always shows the newest state. */
    public URI link() {
        return new Links(company).incident(incident());
    }
}

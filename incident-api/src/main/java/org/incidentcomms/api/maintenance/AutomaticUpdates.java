package org.incidentcomms.api.maintenance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.incidentcomms.api.incident.IncidentRepository;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.incident.UpdateTranslation;
import org.incidentcomms.api.maintenance.schedule.AutomationPlan;
import org.incidentcomms.api.maintenance.schedule.ScheduleStore;
import org.incidentcomms.api.maintenance.schedule.ScheduledAction;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Update;
import org.jspecify.annotations.Nullable;

/** What a maintenance will tell customers by itself, as far as it is decided now. */
@ApplicationScoped
public class AutomaticUpdates {
    private final IncidentRepository archive;
    private final AutomationPlans plans;
    private final ScheduleStore schedule;
    private final ActionExecutor actions;

    AutomaticUpdates(
            IncidentRepository archive, AutomationPlans plans, ScheduleStore schedule, ActionExecutor actions) {
        this.archive = archive;
        this.plans = plans;
        this.schedule = schedule;
        this.actions = actions;
    }

    /**
     * What the pending actions say, and of which components; equal as long as they say the same.
     *
     * @param next the text that announces the next occurrence of the series, or null if none is announced from this one
     */
    public record Content(
            AutomationPlan plan,
            String title,
            Map<String, String> titleTranslations,
            List<String> components,
            @Nullable Announcement next) {}

    /** The part of an update that the announcement of the next occurrence repeats. */
    public record Announcement(
            String message,
            @Nullable String headline,
            @Nullable String author,
            Map<String, UpdateTranslation> translations) {
        static Announcement of(Update update) {
            return new Announcement(update.message(), update.headline(), update.author(), UpdateTranslation.of(update));
        }
    }

    /** Returns the content of its pending actions, or empty if none is pending. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Content> of(String id) {
        List<ScheduledAction> pending =
                schedule.of(id).stream().filter(ScheduledAction::isPending).toList();
        if (pending.isEmpty()) {
            return Optional.empty();
        }
        StoredIncident stored = archive.get(IncidentKind.MAINTENANCE, id);
        Incident maintenance = stored.document();
        boolean isNextAnnounced = pending.stream().anyMatch(action -> action.kind() == ScheduledAction.Kind.NEXT);
        return Optional.of(new Content(
                plans.of(id),
                maintenance.title(),
                maintenance.titleTranslations(),
                maintenance.components().stream()
                        .map(AffectedComponent::id)
                        .sorted()
                        .toList(),
                isNextAnnounced
                        ? Announcements.announcementOf(stored)
                                .map(Announcement::of)
                                .orElse(null)
                        : null));
    }

    /**
     * Executes a reminder now, whether or not one is pending: all automatic updates of a maintenance have its
     * recipients. For a transaction, or a part of one, that is rolled back.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public StoredIncident rehearse(String id) {
        return actions.rehearseReminder(id);
    }
}

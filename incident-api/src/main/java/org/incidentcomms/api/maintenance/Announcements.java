package org.incidentcomms.api.maintenance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.component.ComponentChanges;
import org.incidentcomms.api.component.ComponentStatusInput;
import org.incidentcomms.api.component.Components;
import org.incidentcomms.api.incident.IncidentMetadata;
import org.incidentcomms.api.incident.IncidentRepository;
import org.incidentcomms.api.incident.Slugs;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.incident.UpdateContent;
import org.incidentcomms.api.incident.UpdateTranslation;
import org.incidentcomms.api.incident.Updates;
import org.incidentcomms.api.maintenance.schedule.AutomationPlan;
import org.incidentcomms.api.storage.Ids;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.ComponentChange;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.MaintenanceScheduled;
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;

/** Creates the first version of a maintenance, announced by an operator or as the next occurrence of a series. */
@ApplicationScoped
class Announcements {
    private final IncidentRepository archive;
    private final Components components;
    private final Updates updates;
    private final Slugs slugs;
    private final AutomationPlans plans;
    private final Ids ids;

    Announcements(
            IncidentRepository archive,
            Components components,
            Updates updates,
            Slugs slugs,
            AutomationPlans plans,
            Ids ids) {
        this.archive = archive;
        this.components = components;
        this.updates = updates;
        this.slugs = slugs;
        this.plans = plans;
        this.ids = ids;
    }

    /**
     * 422 if a component is unknown or listed twice.
     *
     * @param limit limits the maintenance to an audience, and adds its title in other languages
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public StoredIncident announce(
            String id,
            String title,
            UpdateContent words,
            ChannelSelection otherwise,
            Window window,
            Impact impact,
            List<String> componentIds,
            UnaryOperator<Incident> limit,
            AutomationPlan plan,
            Instant now,
            Caller caller) {
        ComponentChanges named = components.mention(componentIds, "]");
        String slug = slugs.ofIncident(title);
        Update first = updates.compose(words, title, Status.SCHEDULED, otherwise, named, now);
        Incident maintenance = limit.apply(new Incident(
                id,
                slug,
                1,
                IncidentKind.MAINTENANCE,
                title,
                Status.SCHEDULED,
                impact,
                named.snapshot().stream()
                        .map(c -> new AffectedComponent(c.id(), c.name(), c.newStatus()))
                        .toList(),
                window.startsAt(),
                now,
                now,
                null,
                window,
                null,
                List.of(first),
                null,
                false));
        IncidentMetadata notes = new IncidentMetadata(false, false, List.of());
        StoredIncident stored = archive.add(new MaintenanceScheduled(maintenance, first.id()), notes, named, caller);
        plans.follow(maintenance, plan, now);
        return stored;
    }

    /**
     * Announces the occurrence after {@code before}, which is locked, as that one was announced: with its title, its
     * text as corrected, and components that still exist; texts of single channels are not copied, as they contain the
     * window in words. If the announcement was withdrawn, a default sentence announces the new window. Does nothing if
     * the series has ended meanwhile.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void announceNext(StoredIncident stored, AutomationPlan plan, Instant now, Caller caller) {
        Incident before = stored.document();
        AutomationPlan.Series series = Objects.requireNonNull(plan.series(), before.id());
        var next = series.next(now);
        if (next.isEmpty()) {
            return;
        }
        Window window = series.windowOf(next.get());
        Optional<Update> told = announcementOf(stored);
        List<String> concerned = components.current(concernedBy(stored, told)).stream()
                .map(ComponentStatusInput::id)
                .toList();
        UpdateContent words = told.filter(update -> !isOurs(update, series))
                .map(update -> new UpdateContent(
                        update.message(), update.headline(), update.author(), null, null, UpdateTranslation.of(update)))
                .orElseGet(() ->
                        new UpdateContent(AutomaticMessages.announcement(window, now), null, null, null, null, null));
        announce(
                ids.next("mnt"),
                before.title(),
                words,
                told.or(() -> before.updates().stream().findFirst())
                        .map(Update::notified)
                        .orElse(ChannelSelection.EVERYBODY),
                window,
                before.impact(),
                concerned,
                maintenance -> maintenance
                        .limitedTo(before.audience(), before.publicly())
                        .titled(before.titleTranslations()),
                plan.withSeries(series.at(next.get())),
                now,
                caller);
    }

    private static List<String> concernedBy(StoredIncident stored, Optional<Update> announcement) {
        List<String> since = stored.notes().concerned();
        if (since != null) {
            return since;
        }
        return announcement.isPresent()
                ? announcement.get().components().stream()
                        .map(ComponentChange::id)
                        .toList()
                : stored.document().components().stream()
                        .map(AffectedComponent::id)
                        .toList();
    }

    /** Empty if it was withdrawn. */
    static Optional<Update> announcementOf(StoredIncident stored) {
        return stored.notes().announcements().stream()
                .filter(told -> told.type().equals(EventType.MAINTENANCE_SCHEDULED.wire()))
                .findFirst()
                .flatMap(told -> stored.document().update(told.updateId()));
    }

    /** Whether the text contains the generated window sentence, and so cannot announce another window. */
    private static boolean isOurs(Update update, AutomationPlan.Series series) {
        Window window = series.windowOf(series.slot());
        return update.message().equals(AutomaticMessages.announcement(window, update.postedAt()));
    }
}

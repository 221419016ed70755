package org.incidentcomms.api.maintenance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.component.ComponentChanges;
import org.incidentcomms.api.component.Components;
import org.incidentcomms.api.component.NamedComponent;
import org.incidentcomms.api.incident.IncidentArchive;
import org.incidentcomms.api.incident.NextVersion;
import org.incidentcomms.api.incident.Restoration;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.incident.Updates;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.events.Update;

/** Takes a maintenance a step further, by hand or by itself: the same version, event and component states either way. */
@ApplicationScoped
class Steps {
    private final IncidentArchive archive;
    private final Components components;
    private final Restoration restoration;
    private final Updates updates;

    Steps(IncidentArchive archive, Components components, Restoration restoration, Updates updates) {
        this.archive = archive;
        this.components = components;
        this.restoration = restoration;
        this.updates = updates;
    }

    /** By the event that goes with the change of state; {@code stored} is locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    public StoredIncident take(StoredIncident stored, Step step, Instant now, Caller caller) {
        Status from = stored.document().status();
        return take(stored, step, now, caller, (after, updateId) -> Progress.event(from, after, updateId));
    }

    /** By an event of the caller's choice. */
    @Transactional(Transactional.TxType.MANDATORY)
    public StoredIncident take(
            StoredIncident stored,
            Step step,
            Instant now,
            Caller caller,
            BiFunction<Incident, String, IncidentEvent> event) {
        Incident before = stored.document();
        Status status = step.status();
        List<NamedComponent> named = step.named().isEmpty() ? namedBy(before, status) : step.named();
        ComponentChanges changes = components.apply(named, now);
        Update update =
                updates.compose(step.updateId(), step.words(), before.title(), status, step.otherwise(), changes, now);
        NextVersion next = new NextVersion(before, now).said(update);
        if (step.impact() != null) {
            next.impact(step.impact());
        }
        Instant since = step.since() == null ? now : step.since();
        if (before.status() == Status.SCHEDULED && status == Status.IN_PROGRESS) {
            next.startedAt(since);
        }
        if (!before.status().isTerminal() && status.isTerminal()) {
            next.resolvedAt(since);
        }
        return archive.replace(stored, event.apply(next.build(), update.id()), stored.notes(), changes, caller);
    }

    /** What becoming {@code status} means for the maintenance's components where nobody says. */
    private List<NamedComponent> namedBy(Incident before, Status status) {
        if (before.status() == status || before.components().isEmpty()) {
            return List.of();
        }
        if (status == Status.IN_PROGRESS) {
            List<NamedComponent> current = components.current(
                    before.components().stream().map(AffectedComponent::id).toList());
            return current.stream()
                    .map(c -> new NamedComponent(c.id(), ComponentStatus.UNDER_MAINTENANCE))
                    .toList();
        }
        if (status.isTerminal()) {
            return restoration.afterWork(before);
        }
        return List.of();
    }
}

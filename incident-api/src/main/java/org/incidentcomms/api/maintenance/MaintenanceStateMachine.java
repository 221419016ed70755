package org.incidentcomms.api.maintenance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.component.ComponentChanges;
import org.incidentcomms.api.component.ComponentStatusInput;
import org.incidentcomms.api.component.Components;
import org.incidentcomms.api.incident.ComponentRecovery;
import org.incidentcomms.api.incident.IncidentRepository;
import org.incidentcomms.api.incident.IncidentRevision;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.incident.UpdateContent;
import org.incidentcomms.api.incident.Updates;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.events.StatusEvent.MaintenanceCancelled;
import org.incidentcomms.events.StatusEvent.MaintenanceCompleted;
import org.incidentcomms.events.StatusEvent.MaintenanceStarted;
import org.incidentcomms.events.StatusEvent.MaintenanceUpdated;
import org.incidentcomms.events.Update;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/**
 * How a maintenance goes: scheduled → in progress → verifying → completed. Steps may be left out, and verifying may
 * find that the work goes on; what is completed or cancelled stays so, though more can be said about it. By hand and by
 * itself alike, a change is one version, its event and the components' states.
 */
@ApplicationScoped
class MaintenanceStateMachine {
    private static final List<Status> STATUSES =
            List.of(Status.SCHEDULED, Status.IN_PROGRESS, Status.VERIFYING, Status.COMPLETED);

    /** 422 where {@code to} is no state an update can give a maintenance, 409 where it cannot follow {@code from}. */
    static void check(Status from, Status to) {
        if (to == Status.CANCELLED && from != to) {
            throw Problems.conflict("an update cannot cancel a maintenance; use POST …/cancel");
        }
        if (from != to && !STATUSES.contains(to)) {
            throw Problems.invalid("status", "must be one of scheduled, in_progress, verifying, completed");
        }
        boolean isAllowed = from == to
                || switch (from) {
                    case SCHEDULED, IN_PROGRESS -> to != Status.SCHEDULED;
                    case VERIFYING -> to == Status.IN_PROGRESS || to == Status.COMPLETED;
                    default -> false;
                };
        if (!isAllowed) {
            throw Problems.conflict("a maintenance that is " + from.wire() + " cannot become " + to.wire());
        }
    }

    /** The event of a maintenance that was {@code from} and had {@code updateId} said about it. */
    static IncidentEvent event(Status from, Incident after, String updateId) {
        if (from == after.status()) {
            return new MaintenanceUpdated(after, updateId);
        }
        return switch (after.status()) {
            case IN_PROGRESS ->
                from == Status.SCHEDULED
                        ? new MaintenanceStarted(after, updateId)
                        : new MaintenanceUpdated(after, updateId);
            case COMPLETED -> new MaintenanceCompleted(after, updateId);
            case CANCELLED -> new MaintenanceCancelled(after, updateId);
            default -> new MaintenanceUpdated(after, updateId);
        };
    }

    /**
     * Something said about a maintenance, with the state it brings.
     *
     * @param updateId of the update it makes
     * @param otherwise who is told where the words do not say
     * @param named components and the states they get; where empty, those of the maintenance follow its state
     * @param since when the work really began or ended, or null for the moment at which it is told
     */
    record StatusChange(
            String updateId,
            Status status,
            UpdateContent words,
            ChannelSelection otherwise,
            List<ComponentStatusInput> named,
            @Nullable Impact impact,
            @Nullable Instant since) {}

    private final IncidentRepository archive;
    private final Components components;
    private final ComponentRecovery restoration;
    private final Updates updates;

    MaintenanceStateMachine(
            IncidentRepository archive, Components components, ComponentRecovery restoration, Updates updates) {
        this.archive = archive;
        this.components = components;
        this.restoration = restoration;
        this.updates = updates;
    }

    /** By the event that goes with the change of state; {@code stored} is locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    public StoredIncident change(StoredIncident stored, StatusChange change, Instant now, Caller caller) {
        Status from = stored.document().status();
        return change(stored, change, now, caller, (after, updateId) -> event(from, after, updateId));
    }

    /** By an event of the caller's choice. */
    @Transactional(Transactional.TxType.MANDATORY)
    public StoredIncident change(
            StoredIncident stored,
            StatusChange change,
            Instant now,
            Caller caller,
            BiFunction<Incident, String, IncidentEvent> event) {
        Incident before = stored.document();
        Status status = change.status();
        List<ComponentStatusInput> named = change.named().isEmpty() ? namedBy(before, status) : change.named();
        ComponentChanges changes = components.apply(named, now);
        Update update = updates.compose(
                change.updateId(), change.words(), before.title(), status, change.otherwise(), changes, now);
        IncidentRevision next = new IncidentRevision(before, now).said(update);
        if (change.impact() != null) {
            next.impact(change.impact());
        }
        Instant since = change.since() == null ? now : change.since();
        if (before.status() == Status.SCHEDULED && status == Status.IN_PROGRESS) {
            next.startedAt(since);
        }
        if (!before.status().isTerminal() && status.isTerminal()) {
            next.resolvedAt(since);
        }
        return archive.replace(stored, event.apply(next.build(), update.id()), stored.notes(), changes, caller);
    }

    /** What becoming {@code status} means for the maintenance's components where nobody says. */
    private List<ComponentStatusInput> namedBy(Incident before, Status status) {
        if (before.status() == status || before.components().isEmpty()) {
            return List.of();
        }
        if (status == Status.IN_PROGRESS) {
            List<ComponentStatusInput> current = components.current(
                    before.components().stream().map(AffectedComponent::id).toList());
            return current.stream()
                    .map(c -> new ComponentStatusInput(c.id(), ComponentStatus.UNDER_MAINTENANCE))
                    .toList();
        }
        if (status.isTerminal()) {
            return restoration.afterWork(before);
        }
        return List.of();
    }
}

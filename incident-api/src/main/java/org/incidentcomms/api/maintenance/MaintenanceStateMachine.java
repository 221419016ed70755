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
 * The status of a maintenance: scheduled → in progress → verifying → completed. Statuses may be skipped, and verifying
 * may return to in progress; completed and cancelled are final, though updates can still be posted. A change, manual or
 * automatic, is one version, its event and the components' statuses.
 */
@ApplicationScoped
class MaintenanceStateMachine {
    private static final List<Status> STATUSES =
            List.of(Status.SCHEDULED, Status.IN_PROGRESS, Status.VERIFYING, Status.COMPLETED);

    /** 422 if an update cannot set {@code to}, 409 if it cannot follow {@code from}. */
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

    /** The event of an update {@code updateId} to a maintenance that was {@code from}. */
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
     * An update of a maintenance with its new status.
     *
     * @param updateId of the new update
     * @param otherwise the channel selection if the content has none
     * @param named components and their statuses; if empty, the maintenance's components follow its status
     * @param since when the work really began or ended, or null for the time of the update
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

    /** Uses the event of the change of status; {@code stored} is locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    public StoredIncident change(StoredIncident stored, StatusChange change, Instant now, Caller caller) {
        Status from = stored.document().status();
        return change(stored, change, now, caller, (after, updateId) -> event(from, after, updateId));
    }

    /** Uses an event of the caller's choice. */
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

    /** The status the maintenance's components get by default with {@code status}. */
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

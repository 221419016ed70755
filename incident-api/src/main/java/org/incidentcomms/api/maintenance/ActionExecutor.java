package org.incidentcomms.api.maintenance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.incident.IncidentRepository;
import org.incidentcomms.api.incident.IncidentRevision;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.incident.UpdateContent;
import org.incidentcomms.api.maintenance.MaintenanceStateMachine.StatusChange;
import org.incidentcomms.api.maintenance.schedule.AutomationPlan;
import org.incidentcomms.api.maintenance.schedule.DueActions;
import org.incidentcomms.api.maintenance.schedule.DueActions.AnnounceNext;
import org.incidentcomms.api.maintenance.schedule.DueActions.Complete;
import org.incidentcomms.api.maintenance.schedule.DueActions.Remind;
import org.incidentcomms.api.maintenance.schedule.DueActions.Start;
import org.incidentcomms.api.maintenance.schedule.ScheduleStore;
import org.incidentcomms.api.maintenance.schedule.ScheduledAction;
import org.incidentcomms.api.scheduling.Scheduler.Failed;
import org.incidentcomms.api.storage.Ids;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.MaintenanceReminded;
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.request.IfMatch;
import org.incidentcomms.service.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * Executes due actions. The maintenance is locked first, then its actions are read, the new versions written with their
 * events and the actions marked, all in one transaction: so each happens once, regardless of concurrent replicas and
 * crashes.
 */
@ApplicationScoped
public class ActionExecutor {
    /** The actor in the audit trail; no token can have it. */
    static final Caller SCHEDULE = Caller.automatic();

    private final ScheduleStore schedule;
    private final IncidentRepository archive;
    private final AutomationPlans plans;
    private final MaintenanceStateMachine machine;
    private final Announcements announcing;
    private final Ids ids;

    ActionExecutor(
            ScheduleStore schedule,
            IncidentRepository archive,
            AutomationPlans plans,
            MaintenanceStateMachine machine,
            Announcements announcing,
            Ids ids) {
        this.schedule = schedule;
        this.archive = archive;
        this.plans = plans;
        this.machine = machine;
        this.announcing = announcing;
        this.ids = ids;
    }

    /**
     * Executes all due actions of one maintenance.
     *
     * @return false if nothing is due that is not locked by another transaction
     * @throws Failed and has done nothing
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean carryOutOne(Instant now) {
        String id = schedule.claim(now).orElse(null);
        if (id == null) {
            return false;
        }
        try {
            carryOut(archive.lock(IncidentKind.MAINTENANCE, id, IfMatch.ANY), now);
            return true;
        } catch (RuntimeException e) {
            if (e instanceof StorageException storage && storage.isConnectionLost()) {
                throw e;
            }
            throw new Failed(id, e);
        }
    }

    private void carryOut(StoredIncident locked, Instant clock) {
        String id = locked.document().id();
        List<ScheduledAction> due =
                schedule.of(id).stream().filter(action -> action.isDue(clock)).toList();
        AutomationPlan plan = plans.of(id);
        DueActions todo = DueActions.of(locked.document(), due, clock);
        List<ScheduledAction> settled = new ArrayList<>(todo.settled());
        StoredIncident current = locked;
        for (DueActions.Action action : todo.actions()) {
            Instant now = IncidentRevision.timeOf(current.document(), clock);
            settled.add(action.transition().done(now));
            current = switch (action) {
                case Remind remind -> remind(current, plan, now);
                case Start start -> start(current, plan, start, now);
                case Complete complete -> complete(current, plan, complete, now);
                case AnnounceNext next -> {
                    announcing.announceNext(current, plan, now, SCHEDULE);
                    yield current;
                }
            };
        }
        schedule.save(id, settled);
        if (current.document().version() != locked.document().version()) {
            plans.follow(current.document(), plan, IncidentRevision.timeOf(current.document(), clock));
        }
    }

    private StoredIncident remind(StoredIncident stored, AutomationPlan plan, Instant now) {
        UpdateContent words = AutomaticMessages.reminder(stored.document(), plan, now);
        return machine.change(
                stored,
                new StatusChange(
                        ids.next("upd"), stored.document().status(), words, audience(stored), List.of(), null, null),
                now,
                SCHEDULE,
                MaintenanceReminded::new);
    }

    private StoredIncident start(StoredIncident stored, AutomationPlan plan, Start start, Instant now) {
        UpdateContent words = AutomaticMessages.start(stored.document(), plan, start, now);
        ChannelSelection told = start.isTold() ? audience(stored) : ChannelSelection.NOBODY;
        return step(
                stored,
                Status.IN_PROGRESS,
                words,
                told,
                start.isLate() ? window(stored).startsAt() : null,
                now);
    }

    private StoredIncident complete(StoredIncident stored, AutomationPlan plan, Complete complete, Instant now) {
        UpdateContent words = AutomaticMessages.complete(stored.document(), plan, complete, now);
        Instant since = complete.isLate() ? window(stored).endsAt() : null;
        return step(stored, Status.COMPLETED, words, audience(stored), since, now);
    }

    private StoredIncident step(
            StoredIncident stored,
            Status status,
            UpdateContent words,
            ChannelSelection told,
            @Nullable Instant since,
            Instant now) {
        return machine.change(
                stored, new StatusChange(ids.next("upd"), status, words, told, List.of(), null, since), now, SCHEDULE);
    }

    /** The channels of the announcement; all if the announcement was withdrawn. */
    private static ChannelSelection audience(StoredIncident stored) {
        return stored.document().updates().stream()
                .findFirst()
                .map(Update::notified)
                .orElse(ChannelSelection.EVERYBODY);
    }

    private static Window window(StoredIncident stored) {
        Incident maintenance = stored.document();
        return Objects.requireNonNull(maintenance.window(), maintenance.id());
    }

    /**
     * Executes an automatic action now, as if it was due and nothing else had happened until then; for a transaction
     * that is rolled back, as it creates future versions. Returns the resulting maintenance, whose last version
     * announces the action; of several reminders the next. A completion assumes that the work has begun on time,
     * automatically or manually. 409 if no such action is pending.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public StoredIncident dryRun(String id, Automatic what) {
        StoredIncident stored = archive.lock(IncidentKind.MAINTENANCE, id, IfMatch.ANY);
        List<ScheduledAction> all = schedule.of(id);
        ScheduledAction next = all.stream()
                .filter(one -> one.kind() == what.kind() && one.isPending())
                .min(Comparator.comparing(ScheduledAction::dueAt))
                .orElseThrow(() -> Problems.conflict("automatic", "no such action is pending" + why(all, what)));
        AutomationPlan plan = plans.of(id);
        return switch (what) {
            case REMINDER -> remind(stored, plan, moment(stored, next.dueAt()));
            case START -> started(stored, plan, next);
            case COMPLETE -> {
                StoredIncident begun = stored.document().status() == Status.SCHEDULED
                        ? started(stored, plan, startOf(stored))
                        : stored;
                yield complete(begun, plan, new Complete(next, false, false), moment(begun, next.dueAt()));
            }
        };
    }

    /** Executes a reminder as if it was due now, even if none is pending; for a part that is rolled back. */
    @Transactional(Transactional.TxType.MANDATORY)
    public StoredIncident rehearseReminder(String id) {
        StoredIncident stored = archive.lock(IncidentKind.MAINTENANCE, id, IfMatch.ANY);
        return remind(stored, plans.of(id), moment(stored, stored.document().updatedAt()));
    }

    private StoredIncident started(StoredIncident stored, AutomationPlan plan, ScheduledAction start) {
        return start(stored, plan, new Start(start, false, true), moment(stored, start.dueAt()));
    }

    private static ScheduledAction startOf(StoredIncident stored) {
        return ScheduledAction.pending(
                ScheduledAction.Kind.START, "", window(stored).startsAt());
    }

    private static Instant moment(StoredIncident stored, Instant dueAt) {
        return IncidentRevision.timeOf(stored.document(), dueAt);
    }

    private static String why(List<ScheduledAction> all, Automatic what) {
        return all.stream()
                .filter(one -> one.kind() == what.kind())
                .max(Comparator.comparing(ScheduledAction::dueAt))
                .map(last -> last.reason() == null ? ": it was done" : ": " + last.reason())
                .orElse(what == Automatic.REMINDER ? ": it has no reminders" : ": it is done by hand");
    }
}

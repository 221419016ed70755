package org.incidentcomms.api.maintenance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.scheduling.Scheduler.Failed;
import org.incidentcomms.api.incident.IncidentArchive;
import org.incidentcomms.api.incident.NextVersion;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.incident.Words;
import org.incidentcomms.api.maintenance.schedule.DueSteps;
import org.incidentcomms.api.maintenance.schedule.DueSteps.AnnounceNext;
import org.incidentcomms.api.maintenance.schedule.DueSteps.Complete;
import org.incidentcomms.api.maintenance.schedule.DueSteps.Remind;
import org.incidentcomms.api.maintenance.schedule.DueSteps.Start;
import org.incidentcomms.api.maintenance.schedule.Plan;
import org.incidentcomms.api.maintenance.schedule.ScheduleStore;
import org.incidentcomms.api.maintenance.schedule.Transition;
import org.incidentcomms.api.request.IfMatch;
import org.incidentcomms.api.storage.Ids;
import org.incidentcomms.service.storage.StorageException;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Kind;
import org.incidentcomms.events.Notify;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.MaintenanceReminded;
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what is due. The maintenance is locked first, then its transitions are read, the new versions written with
 * their events and the transitions marked, all in one transaction: so each happens once, whoever else tries, and whenever
 * a process dies.
 */
@ApplicationScoped
class Transitions {
    /** What the audit trail calls it; no token has this subject's peer address. */
    static final Caller SCHEDULE = new Caller("schedule", "schedule", "internal", null);

    private final ScheduleStore schedule;
    private final IncidentArchive archive;
    private final Plans plans;
    private final Steps steps;
    private final Announcing announcing;
    private final Ids ids;

    Transitions(
            ScheduleStore schedule, IncidentArchive archive, Plans plans, Steps steps, Announcing announcing, Ids ids) {
        this.schedule = schedule;
        this.archive = archive;
        this.plans = plans;
        this.steps = steps;
        this.announcing = announcing;
        this.ids = ids;
    }

    /**
     * Does all that is due of one maintenance.
     *
     * @return false if nothing is due that nobody else is busy with
     * @throws Failed and has done nothing
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean carryOutOne(Instant now) {
        String id = schedule.claim(now).orElse(null);
        if (id == null) {
            return false;
        }
        try {
            carryOut(archive.lock(Kind.MAINTENANCE, id, IfMatch.ANY), now);
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
        List<Transition> due = schedule.of(id).stream()
                .filter(transition -> transition.isDue(clock))
                .toList();
        Plan plan = plans.of(id);
        DueSteps todo = DueSteps.of(locked.document(), due, clock);
        List<Transition> settled = new ArrayList<>(todo.settled());
        StoredIncident current = locked;
        for (DueSteps.Step step : todo.steps()) {
            Instant now = NextVersion.timeOf(current.document(), clock);
            settled.add(step.transition().done(now));
            current = switch (step) {
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
            plans.follow(current.document(), plan, NextVersion.timeOf(current.document(), clock));
        }
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public StoredIncident remind(StoredIncident stored, Plan plan, Instant now) {
        Words words = AutomaticWords.reminder(stored.document(), plan, now);
        return steps.take(
                stored,
                new Step(ids.next("upd"), stored.document().status(), words, audience(stored), List.of(), null, null),
                now,
                SCHEDULE,
                MaintenanceReminded::new);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public StoredIncident start(StoredIncident stored, Plan plan, Start start, Instant now) {
        Words words = AutomaticWords.start(stored.document(), plan, start, now);
        Notify told = start.isTold() ? audience(stored) : Notify.NOBODY;
        return step(
                stored,
                Status.IN_PROGRESS,
                words,
                told,
                start.isLate() ? window(stored).startsAt() : null,
                now);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public StoredIncident complete(StoredIncident stored, Plan plan, Complete complete, Instant now) {
        Words words = AutomaticWords.complete(stored.document(), plan, complete, now);
        Instant since = complete.isLate() ? window(stored).endsAt() : null;
        return step(stored, Status.COMPLETED, words, audience(stored), since, now);
    }

    private StoredIncident step(
            StoredIncident stored, Status status, Words words, Notify told, @Nullable Instant since, Instant now) {
        return steps.take(
                stored, new Step(ids.next("upd"), status, words, told, List.of(), null, since), now, SCHEDULE);
    }

    /** Who was told of it is told how it goes; everybody where the announcement was withdrawn. */
    private static Notify audience(StoredIncident stored) {
        return stored.document().updates().stream()
                .findFirst()
                .map(Update::notified)
                .orElse(Notify.EVERYBODY);
    }

    private static Window window(StoredIncident stored) {
        Incident maintenance = stored.document();
        return Objects.requireNonNull(maintenance.window(), maintenance.id());
    }
}

package org.incidentcomms.api.maintenance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.incidentcomms.api.incident.IncidentArchive;
import org.incidentcomms.api.incident.NextVersion;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.maintenance.schedule.DueSteps.Complete;
import org.incidentcomms.api.maintenance.schedule.DueSteps.Start;
import org.incidentcomms.api.maintenance.schedule.Plan;
import org.incidentcomms.api.maintenance.schedule.ScheduleStore;
import org.incidentcomms.api.maintenance.schedule.Transition;
import org.incidentcomms.api.maintenance.schedule.TransitionKind;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.api.request.IfMatch;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Kind;
import org.incidentcomms.events.Status;

/**
 * Does now what a maintenance will do by itself, as if its moment had come and nothing else had happened until then. For
 * a transaction that is rolled back: it makes versions of the future.
 */
@ApplicationScoped
public class Rehearsal {
    private final IncidentArchive archive;
    private final ScheduleStore schedule;
    private final Plans plans;
    private final Transitions transitions;

    Rehearsal(IncidentArchive archive, ScheduleStore schedule, Plans plans, Transitions transitions) {
        this.archive = archive;
        this.schedule = schedule;
        this.plans = plans;
        this.transitions = transitions;
    }

    /**
     * The maintenance as it then is, whose last version tells it; of several reminders the next. A completion is of work
     * that has begun on time, by itself or by hand. 409 where no such thing is to come.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public StoredIncident of(String id, Automatic what) {
        StoredIncident stored = archive.lock(Kind.MAINTENANCE, id, IfMatch.ANY);
        List<Transition> all = schedule.of(id);
        Transition next = all.stream()
                .filter(one -> one.kind() == what.kind() && one.isPending())
                .min(Comparator.comparing(Transition::dueAt))
                .orElseThrow(() -> Problems.conflict("automatic", "nothing of the kind is to come" + why(all, what)));
        Plan plan = plans.of(id);
        return switch (what) {
            case REMINDER -> transitions.remind(stored, plan, moment(stored, next.dueAt()));
            case START -> started(stored, plan, next);
            case COMPLETE -> {
                StoredIncident begun = stored.document().status() == Status.SCHEDULED
                        ? started(stored, plan, startOf(stored))
                        : stored;
                yield transitions.complete(begun, plan, new Complete(next, false, false), moment(begun, next.dueAt()));
            }
        };
    }

    private StoredIncident started(StoredIncident stored, Plan plan, Transition start) {
        return transitions.start(stored, plan, new Start(start, false, true), moment(stored, start.dueAt()));
    }

    private static Transition startOf(StoredIncident stored) {
        Incident maintenance = stored.document();
        Instant begins =
                Objects.requireNonNull(maintenance.window(), maintenance.id()).startsAt();
        return Transition.pending(TransitionKind.START, "", begins);
    }

    private static Instant moment(StoredIncident stored, Instant dueAt) {
        return NextVersion.timeOf(stored.document(), dueAt);
    }

    private static String why(List<Transition> all, Automatic what) {
        return all.stream()
                .filter(one -> one.kind() == what.kind())
                .max(Comparator.comparing(Transition::dueAt))
                .map(last -> last.reason() == null ? ": it was done" : ": " + last.reason())
                .orElse(what == Automatic.REMINDER ? ": it has no reminders" : ": it is done by hand");
    }
}

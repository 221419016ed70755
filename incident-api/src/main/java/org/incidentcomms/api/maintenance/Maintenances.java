package org.incidentcomms.api.maintenance;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.incident.IncidentArchive;
import org.incidentcomms.api.incident.NextVersion;
import org.incidentcomms.api.incident.PostUpdate;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.maintenance.schedule.Plan;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.api.request.IfMatch;
import org.incidentcomms.api.storage.Ids;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Kind;
import org.incidentcomms.events.Notify;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Window;

/**
 * What operators can do with maintenances. Each call is one transaction, one new version and its event; what the
 * maintenance was to do by itself follows what is done by hand.
 */
@ApplicationScoped
public class Maintenances {
    private final IncidentArchive archive;
    private final Announcing announcing;
    private final Steps steps;
    private final Changing changing;
    private final Plans plans;
    private final SeriesEnd seriesEnd;
    private final Ids ids;
    private final Clock clock;
    private final MaintenanceConfig usual;
    private final String companyZone;

    Maintenances(
            IncidentArchive archive,
            Announcing announcing,
            Steps steps,
            Changing changing,
            Plans plans,
            SeriesEnd seriesEnd,
            Ids ids,
            Clock clock,
            MaintenanceConfig usual,
            @ConfigProperty(name = "company.time.zone") String companyZone) {
        this.archive = archive;
        this.announcing = announcing;
        this.steps = steps;
        this.changing = changing;
        this.plans = plans;
        this.seriesEnd = seriesEnd;
        this.ids = ids;
        this.clock = clock;
        this.usual = usual;
        this.companyZone = companyZone;
    }

    @Transactional
    public StoredIncident announce(AnnounceMaintenance command, Caller caller) {
        return announce(ids.next("mnt"), command, caller);
    }

    /** As {@link #announce(AnnounceMaintenance, Caller)}, under an id that a draft of it had. */
    @Transactional
    public StoredIncident announce(String id, AnnounceMaintenance command, Caller caller) {
        Instant now = clock.instant();
        String zone = command.timeZone() == null ? companyZone : command.timeZone();
        Window window = Windows.checked(command.startsAt(), command.endsAt(), zone, now);
        Plan plan = command.plan(usual).checked(window, null, ids.next("ser"));
        return announcing.announce(
                id,
                command.title().strip(),
                command.words(),
                Notify.EVERYBODY,
                window,
                command.impact() == null ? Impact.NONE : command.impact(),
                command.named(),
                plan,
                now,
                caller);
    }

    /**
     * The stored maintenance, whose last update is the new one. Where the update names no components, starting puts
     * those of the maintenance under maintenance, and completing brings back those that still are.
     */
    @Transactional
    public StoredIncident update(String id, PostUpdate command, IfMatch ifMatch, Caller caller) {
        return update(id, ids.next("upd"), command, ifMatch, caller);
    }

    /** As {@link #update(String, PostUpdate, IfMatch, Caller)}, under an id that a draft of the update had. */
    @Transactional
    public StoredIncident update(String id, String updateId, PostUpdate command, IfMatch ifMatch, Caller caller) {
        StoredIncident stored = archive.lock(Kind.MAINTENANCE, id, ifMatch);
        Incident before = stored.document();
        Status status = command.status() == null ? before.status() : command.status();
        Progress.check(before.status(), status);
        if (command.restoreComponents() != null) {
            throw Problems.invalid(
                    "restore_components", "is of incidents; completing a maintenance restores by itself");
        }
        Step step =
                new Step(updateId, status, command.words(), Notify.EVERYBODY, command.named(), command.impact(), null);
        return followed(steps.take(stored, step, timeOf(before), caller));
    }

    /**
     * By merge patch: another window is announced, and so are other components where words are given with them; another
     * title, impact or plan is not. 409 once it is over; of one that has begun only the end of the window can still change.
     */
    @Transactional
    public StoredIncident change(String id, JsonNode patch, IfMatch ifMatch, Caller caller) {
        return changing.change(archive.lock(Kind.MAINTENANCE, id, ifMatch), patch, caller);
    }

    /**
     * 409 once it is over. Components it had put under maintenance come back. With {@code series}, also what of its series
     * has not begun is cancelled, and nothing follows; then 409 where nothing is left of it.
     */
    @Transactional
    public StoredIncident cancel(String id, CancelMaintenance command, IfMatch ifMatch, Caller caller) {
        if (command.endsSeries()) {
            return cancelSeries(id, command, ifMatch, caller);
        }
        StoredIncident stored = archive.lock(Kind.MAINTENANCE, id, ifMatch);
        if (stored.document().status().isTerminal()) {
            throw Problems.conflict(
                    "a maintenance that is " + stored.document().status().wire() + " cannot be cancelled");
        }
        return followed(cancelled(stored, command, caller));
    }

    private StoredIncident cancelSeries(String id, CancelMaintenance command, IfMatch ifMatch, Caller caller) {
        Map<String, StoredIncident> alive = seriesEnd.lock(id, ifMatch);
        StoredIncident asked = Objects.requireNonNull(alive.get(id), id);
        boolean isAnythingLeft = false;
        for (StoredIncident one : alive.values()) {
            Status status = one.document().status();
            boolean isAsked = one.document().id().equals(id);
            boolean isToGo = status == Status.SCHEDULED || isAsked && !status.isTerminal();
            StoredIncident after = isToGo ? cancelled(one, command, caller) : one;
            Plan plan = plans.of(one.document().id());
            Plan.Series series = Objects.requireNonNull(plan.series(), id);
            isAnythingLeft |= isToGo || series.goesOn();
            plans.follow(after.document(), plan.withSeries(series.asEnded()), timeOf(after.document()), plan, caller);
            asked = isAsked ? after : asked;
        }
        if (!isAnythingLeft) {
            throw Problems.conflict("nothing is left of this series");
        }
        return asked;
    }

    private StoredIncident cancelled(StoredIncident stored, CancelMaintenance command, Caller caller) {
        Step step =
                new Step(ids.next("upd"), Status.CANCELLED, command.words(), Notify.EVERYBODY, List.of(), null, null);
        return steps.take(stored, step, timeOf(stored.document()), caller);
    }

    private StoredIncident followed(StoredIncident stored) {
        plans.follow(stored.document(), stored.document().updatedAt());
        return stored;
    }

    private Instant timeOf(Incident before) {
        return NextVersion.timeOf(before, clock.instant());
    }
}

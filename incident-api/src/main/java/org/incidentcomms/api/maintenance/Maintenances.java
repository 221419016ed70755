package org.incidentcomms.api.maintenance;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.component.ComponentChanges;
import org.incidentcomms.api.incident.IncidentArchive;
import org.incidentcomms.api.incident.NextVersion;
import org.incidentcomms.api.incident.PostUpdate;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.incident.Updates;
import org.incidentcomms.api.maintenance.schedule.Plan;
import org.incidentcomms.api.problem.Problems;
import org.incidentcomms.api.request.IfMatch;
import org.incidentcomms.api.request.Requests;
import org.incidentcomms.api.storage.Ids;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Kind;
import org.incidentcomms.events.Notify;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.IncidentEdited;
import org.incidentcomms.events.StatusEvent.MaintenanceRescheduled;
import org.incidentcomms.events.Update;
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
    private final Plans plans;
    private final SeriesEnd seriesEnd;
    private final Updates updates;
    private final Requests requests;
    private final Ids ids;
    private final Clock clock;
    private final MaintenanceConfig usual;
    private final String companyZone;

    Maintenances(
            IncidentArchive archive,
            Announcing announcing,
            Steps steps,
            Plans plans,
            SeriesEnd seriesEnd,
            Updates updates,
            Requests requests,
            Ids ids,
            Clock clock,
            MaintenanceConfig usual,
            @ConfigProperty(name = "company.time.zone") String companyZone) {
        this.archive = archive;
        this.announcing = announcing;
        this.steps = steps;
        this.plans = plans;
        this.seriesEnd = seriesEnd;
        this.updates = updates;
        this.requests = requests;
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
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
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
     * By merge patch: another window is announced, another title, impact or plan is not; 409 once it is over. Of one that
     * has begun only the end can still change.
     */
    @Transactional
    public StoredIncident change(String id, JsonNode patch, IfMatch ifMatch, Caller caller) {
        StoredIncident stored = archive.lock(Kind.MAINTENANCE, id, ifMatch);
        Incident before = stored.document();
        Window window = Objects.requireNonNull(before.window(), id);
        Plan plan = plans.of(id);
        ChangeMaintenance command =
                requests.patched(ChangeMaintenance.of(before, window, plan), patch, ChangeMaintenance.class);
        Window wished = command.window();
        Plan wishedPlan = command.plan(usual).checked(wished, plan.series(), ids.next("ser"));
        Instant now = timeOf(before);
        NextVersion next =
                new NextVersion(before, now).title(command.title().strip()).impact(command.impact());
        boolean isPlanSame = wishedPlan.equals(plan);
        if (before.status().isTerminal() && !isPlanSame) {
            throw Problems.conflict("a maintenance that is " + before.status().wire() + " does nothing more by itself");
        }
        StoredIncident changed = window.equals(wished)
                ? edited(stored, command, next, isPlanSame, caller)
                : moved(stored, command, next, now, caller);
        if (changed.document().version() != before.version()) {
            plans.follow(changed.document(), wishedPlan, now, plan, caller);
        }
        return changed;
    }

    private StoredIncident edited(
            StoredIncident stored, ChangeMaintenance command, NextVersion next, boolean isPlanSame, Caller caller) {
        if (command.hasWords()) {
            throw Problems.invalid("starts_at", "words are told with another window; to say more, post an update");
        }
        Incident before = stored.document();
        Incident after = next.build();
        boolean isSame = after.title().equals(before.title()) && after.impact() == before.impact() && isPlanSame;
        return isSame
                ? stored
                : archive.replace(stored, new IncidentEdited(after), stored.notes(), ComponentChanges.NONE, caller);
    }

    private StoredIncident moved(
            StoredIncident stored, ChangeMaintenance command, NextVersion next, Instant now, Caller caller) {
        Incident before = stored.document();
        Window window = Objects.requireNonNull(before.window(), before.id());
        if (before.status().isTerminal()) {
            throw Problems.conflict("a maintenance that is " + before.status().wire() + " cannot be moved");
        }
        boolean hasBegun = before.status() != Status.SCHEDULED;
        if (hasBegun && !command.startsAt().equals(window.startsAt())) {
            throw Problems.conflict("a maintenance that has begun can only have another ends_at");
        }
        next.moved(Windows.checked(command.startsAt(), command.endsAt(), command.timeZone(), now));
        if (hasBegun) {
            next.startedAt(before.startedAt());
        }
        Update update = updates.compose(
                command.words(before, window),
                command.title(),
                before.status(),
                Notify.EVERYBODY,
                ComponentChanges.NONE,
                now);
        Incident after = next.said(update).build();
        return archive.replace(
                stored, new MaintenanceRescheduled(after, update.id()), stored.notes(), ComponentChanges.NONE, caller);
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
        return NextVersion.timeOf(before, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}

package org.incidentcomms.api.maintenance;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.component.Components;
import org.incidentcomms.api.incident.AudienceRules;
import org.incidentcomms.api.incident.IncidentRepository;
import org.incidentcomms.api.incident.IncidentRevision;
import org.incidentcomms.api.incident.PostUpdate;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.incident.UpdateTranslation;
import org.incidentcomms.api.maintenance.MaintenanceStateMachine.StatusChange;
import org.incidentcomms.api.maintenance.schedule.AutomationPlan;
import org.incidentcomms.api.request.Blanks;
import org.incidentcomms.api.storage.Ids;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Window;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.request.IfMatch;

/**
 * The use cases of maintenances. Each call is one transaction, one new version and its event; automatic actions are
 * reconciled with manual changes.
 */
@ApplicationScoped
public class Maintenances {
    private final IncidentRepository archive;
    private final Announcements announcing;
    private final MaintenanceStateMachine machine;
    private final MaintenanceEdits changing;
    private final AutomationPlans plans;
    private final Components components;
    private final Blanks blanks;
    private final Ids ids;
    private final Clock clock;
    private final MaintenanceConfig usual;
    private final String companyZone;

    Maintenances(
            IncidentRepository archive,
            Announcements announcing,
            MaintenanceStateMachine machine,
            MaintenanceEdits changing,
            AutomationPlans plans,
            Components components,
            Blanks blanks,
            Ids ids,
            Clock clock,
            MaintenanceConfig usual,
            @ConfigProperty(name = "company.time.zone") String companyZone) {
        this.archive = archive;
        this.announcing = announcing;
        this.machine = machine;
        this.changing = changing;
        this.plans = plans;
        this.components = components;
        this.blanks = blanks;
        this.ids = ids;
        this.clock = clock;
        this.usual = usual;
        this.companyZone = companyZone;
    }

    @Transactional
    public StoredIncident announce(AnnounceMaintenance command, Caller caller) {
        return announce(ids.next("mnt"), command, caller);
    }

    /** As {@link #announce(AnnounceMaintenance, Caller)}, with the id of its draft. */
    @Transactional
    public StoredIncident announce(String id, AnnounceMaintenance command, Caller caller) {
        blanks.requireFilled(command.textsByField());
        Instant now = clock.instant();
        String zone = command.timeZone() == null ? companyZone : command.timeZone();
        Window window = WindowRules.checked(command.startsAt(), command.endsAt(), zone, now);
        AutomationPlan plan = command.plan(usual).checked(window, null, ids.next("ser"));
        return announcing.announce(
                id,
                command.title().strip(),
                command.words(),
                ChannelSelection.EVERYBODY,
                window,
                command.impact() == null ? Impact.NONE : command.impact(),
                command.named(),
                maintenance -> AudienceRules.limited(maintenance, command.audience(), command.publicly())
                        .titled(UpdateTranslation.titles(command.titleTranslations())),
                plan,
                now,
                caller);
    }

    /**
     * Returns the stored maintenance, whose last update is the new one. If the update names no components, starting
     * puts those of the maintenance under maintenance, and completing restores those that still are.
     */
    @Transactional
    public StoredIncident update(String id, PostUpdate command, IfMatch ifMatch, Caller caller) {
        return update(id, ids.next("upd"), command, ifMatch, caller);
    }

    /** As {@link #update(String, PostUpdate, IfMatch, Caller)}, with the id of the update's draft. */
    @Transactional
    public StoredIncident update(String id, String updateId, PostUpdate command, IfMatch ifMatch, Caller caller) {
        StoredIncident stored = archive.lock(IncidentKind.MAINTENANCE, id, ifMatch);
        blanks.requireFilled(command.textsByField());
        Incident before = stored.document();
        Status status = command.status() == null ? before.status() : command.status();
        MaintenanceStateMachine.check(before.status(), status);
        if (command.restoreComponents() != null) {
            throw Problems.invalid(
                    "restore_components", "is for incidents only; completing a maintenance restores its components");
        }
        StatusChange step = new StatusChange(
                updateId, status, command.words(), ChannelSelection.EVERYBODY, command.named(), command.impact(), null);
        return followed(machine.change(stored, step, timeOf(before), caller));
    }

    /**
     * Changes it by merge patch: a new window is announced, and so are new components if a message is given; a new
     * title, impact or plan is not. 409 once it has ended; of one in progress only the end of the window can still
     * change.
     */
    @Transactional
    public StoredIncident change(String id, JsonNode patch, IfMatch ifMatch, Caller caller) {
        return changing.change(archive.lock(IncidentKind.MAINTENANCE, id, ifMatch), patch, caller);
    }

    /**
     * 409 once it has ended. Components it had put under maintenance are restored. With {@code series}, the occurrences
     * of its series that have not begun are cancelled too, and none follows; then 409 if none is left.
     */
    @Transactional
    public StoredIncident cancel(String id, CancelMaintenance command, IfMatch ifMatch, Caller caller) {
        if (command.endsSeries()) {
            return cancelSeries(id, command, ifMatch, caller);
        }
        StoredIncident stored = archive.lock(IncidentKind.MAINTENANCE, id, ifMatch);
        if (stored.document().status().isTerminal()) {
            throw Problems.conflict(
                    "a maintenance that is " + stored.document().status().wire() + " cannot be cancelled");
        }
        return followed(cancelled(stored, command, caller));
    }

    private StoredIncident cancelSeries(String id, CancelMaintenance command, IfMatch ifMatch, Caller caller) {
        Map<String, StoredIncident> alive = lockSeries(id, ifMatch);
        StoredIncident asked = Objects.requireNonNull(alive.get(id), id);
        boolean isAnythingLeft = false;
        for (StoredIncident one : alive.values()) {
            Status status = one.document().status();
            boolean isAsked = one.document().id().equals(id);
            boolean isToGo = status == Status.SCHEDULED || isAsked && !status.isTerminal();
            StoredIncident after = isToGo ? cancelled(one, command, caller) : one;
            AutomationPlan plan = plans.of(one.document().id());
            AutomationPlan.Series series = Objects.requireNonNull(plan.series(), id);
            isAnythingLeft |= isToGo || series.goesOn();
            plans.follow(after.document(), plan.withSeries(series.asEnded()), timeOf(after.document()), plan, caller);
            asked = isAsked ? after : asked;
        }
        if (!isAnythingLeft) {
            throw Problems.conflict("this series has no further occurrences");
        }
        return asked;
    }

    private StoredIncident cancelled(StoredIncident stored, CancelMaintenance command, Caller caller) {
        blanks.requireFilled(command.words().byField());
        StatusChange step = new StatusChange(
                ids.next("upd"), Status.CANCELLED, command.words(), ChannelSelection.EVERYBODY, List.of(), null, null);
        return machine.change(stored, step, timeOf(stored.document()), caller);
    }

    private StoredIncident followed(StoredIncident stored) {
        plans.follow(stored.document(), stored.document().updatedAt());
        return stored;
    }

    private Instant timeOf(Incident before) {
        return IncidentRevision.timeOf(before, clock.instant());
    }

    /**
     * Returns the maintenance {@code id} and those of its series that may still have pending actions, by id; 422 if it
     * is not part of a series. An occurrence is announced under the lock of the previous one, so once a query finds
     * none that is not locked, none can appear.
     */
    private Map<String, StoredIncident> lockSeries(String id, IfMatch ifMatch) {
        archive.get(IncidentKind.MAINTENANCE, id);
        AutomationPlan.Series series = plans.of(id).series();
        if (series == null) {
            throw Problems.invalid("series", "this maintenance is not part of a series");
        }
        Map<String, StoredIncident> locked = new TreeMap<>();
        while (true) {
            Set<String> wanted = new TreeSet<>(plans.aliveOfSeries(series.id()));
            wanted.add(id);
            wanted.removeAll(locked.keySet());
            if (wanted.isEmpty()) {
                lockComponents(locked);
                return locked;
            }
            for (String one : wanted) {
                locked.put(one, archive.lock(IncidentKind.MAINTENANCE, one, one.equals(id) ? ifMatch : IfMatch.ANY));
            }
        }
    }

    /** Locks all of them in order, before the first is cancelled. */
    private void lockComponents(Map<String, StoredIncident> locked) {
        Set<String> ids = new LinkedHashSet<>();
        locked.values()
                .forEach(stored -> stored.document().components().stream()
                        .map(AffectedComponent::id)
                        .forEach(ids::add));
        components.current(List.copyOf(ids));
    }

    /** Defaults of the automatic actions ({@code MAINTENANCE_AUTO_START} and so on). */
    @ConfigMapping(prefix = "maintenance")
    interface MaintenanceConfig {
        @WithDefault("false")
        boolean autoStart();

        @WithDefault("false")
        boolean autoComplete();

        /** How long before its start the next occurrence of a series is announced. */
        @WithDefault("P7D")
        String announceBefore();
    }
}

package org.incidentcomms.api.maintenance;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.component.ComponentChanges;
import org.incidentcomms.api.component.ComponentStatusInput;
import org.incidentcomms.api.component.Components;
import org.incidentcomms.api.incident.AudienceRules;
import org.incidentcomms.api.incident.ComponentRecovery;
import org.incidentcomms.api.incident.IncidentMetadata;
import org.incidentcomms.api.incident.IncidentRepository;
import org.incidentcomms.api.incident.IncidentRevision;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.incident.UpdateContent;
import org.incidentcomms.api.incident.UpdateTranslation;
import org.incidentcomms.api.incident.Updates;
import org.incidentcomms.api.maintenance.Maintenances.MaintenanceConfig;
import org.incidentcomms.api.maintenance.schedule.AutomationPlan;
import org.incidentcomms.api.request.Blanks;
import org.incidentcomms.api.request.RequestReader;
import org.incidentcomms.api.storage.Ids;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.IncidentEdited;
import org.incidentcomms.events.StatusEvent.MaintenanceRescheduled;
import org.incidentcomms.events.StatusEvent.MaintenanceUpdated;
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/** Changes a maintenance, announces the change if necessary, and reconciles the automatic actions. */
@ApplicationScoped
class MaintenanceEdits {
    private final IncidentRepository archive;
    private final Components components;
    private final ComponentRecovery restoration;
    private final AutomationPlans plans;
    private final Updates updates;
    private final RequestReader requests;
    private final Blanks blanks;
    private final Ids ids;
    private final Clock clock;
    private final MaintenanceConfig usual;

    MaintenanceEdits(
            IncidentRepository archive,
            Components components,
            ComponentRecovery restoration,
            AutomationPlans plans,
            Updates updates,
            RequestReader requests,
            Blanks blanks,
            Ids ids,
            Clock clock,
            MaintenanceConfig usual) {
        this.archive = archive;
        this.components = components;
        this.restoration = restoration;
        this.plans = plans;
        this.updates = updates;
        this.requests = requests;
        this.blanks = blanks;
        this.ids = ids;
        this.clock = clock;
        this.usual = usual;
    }

    /** By merge patch; {@code stored} is locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    public StoredIncident change(StoredIncident stored, JsonNode patch, Caller caller) {
        Incident before = stored.document();
        Window window = Objects.requireNonNull(before.window(), before.id());
        AutomationPlan plan = plans.of(before.id());
        AudienceRules.requireNoAudience(patch);
        ChangeMaintenance current = ChangeMaintenance.of(before, window, plan, patch);
        ChangeMaintenance command = requests.patched(current, patch, ChangeMaintenance.class);
        requireFilled(current, command);
        Window wished = command.window();
        AutomationPlan wishedPlan = command.plan(usual).checked(wished, plan.series(), ids.next("ser"));
        boolean isPlanSame = wishedPlan.equals(plan);
        boolean isMoved = !window.equals(wished);
        boolean concernsOthers = differs(before, command.concerned());
        requireChangeable(before, command, isMoved, concernsOthers, isPlanSame);
        Instant now = IncidentRevision.timeOf(before, clock.instant());
        Change change = new Change(
                stored,
                command,
                new IncidentRevision(before, now)
                        .title(command.title().strip(), UpdateTranslation.titles(command.titleTranslations()))
                        .impact(command.impact())
                        .publicly(AudienceRules.publicInEvents(before.isLimited(), command.publicly())),
                concernsOthers ? concern(before, command.concerned(), now) : null,
                now);
        StoredIncident changed = isMoved
                ? moved(change, caller)
                : command.hasWords() ? told(change, caller) : edited(change, isPlanSame, caller);
        if (changed.document().version() != before.version()) {
            plans.follow(changed.document(), wishedPlan, now, plan, caller);
        }
        return changed;
    }

    /** Checks the texts that change; an operator who changes another field is not asked about these. */
    private void requireFilled(ChangeMaintenance current, ChangeMaintenance command) {
        Map<String, String> changed = command.textsByField();
        changed.entrySet().removeAll(current.textsByField().entrySet());
        blanks.requireFilled(changed);
    }

    private static void requireChangeable(
            Incident before, ChangeMaintenance command, boolean isMoved, boolean concernsOthers, boolean isPlanSame) {
        if (before.status().isTerminal()) {
            String over = "a maintenance that is " + before.status().wire();
            if (!isPlanSame) {
                throw Problems.conflict(over + " has no automatic actions left");
            }
            if (isMoved) {
                throw Problems.conflict(over + " cannot be rescheduled");
            }
            if (concernsOthers) {
                throw Problems.conflict(over + " cannot change its components");
            }
        }
        if (command.hasWords() && !isMoved && !concernsOthers) {
            throw Problems.invalid(
                    "starts_at", "a message needs a changed window or components; to say more, post an update");
        }
    }

    /**
     * A validated change.
     *
     * @param others the changes to components, or null if the affected components are the same
     */
    private record Change(
            StoredIncident stored,
            ChangeMaintenance command,
            IncidentRevision next,
            @Nullable ComponentChanges others,
            Instant now) {

        Incident before() {
            return stored.document();
        }

        ComponentChanges components() {
            return others == null ? ComponentChanges.NONE : others;
        }

        Incident after() {
            return (others == null ? next : next.concerning(command.concerned(), others)).build();
        }

        IncidentMetadata notes() {
            return others == null ? stored.notes() : stored.notes().concerning(command.concerned());
        }
    }

    private StoredIncident edited(Change change, boolean isPlanSame, Caller caller) {
        Incident before = change.before();
        Incident after = change.after();
        boolean isSame = after.title().equals(before.title())
                && after.titleTranslations().equals(before.titleTranslations())
                && after.impact() == before.impact()
                && Objects.equals(after.publicly(), before.publicly())
                && isPlanSame
                && change.others() == null;
        return isSame
                ? change.stored()
                : archive.replace(
                        change.stored(), new IncidentEdited(after), change.notes(), change.components(), caller);
    }

    private StoredIncident told(Change change, Caller caller) {
        Update update = said(change, change.command().wordsOfComponents(change.after()));
        return archive.replace(
                change.stored(),
                new MaintenanceUpdated(change.after(), update.id()),
                change.notes(),
                change.components(),
                caller);
    }

    private StoredIncident moved(Change change, Caller caller) {
        Incident before = change.before();
        ChangeMaintenance command = change.command();
        Window window = Objects.requireNonNull(before.window(), before.id());
        boolean hasBegun = before.status() != Status.SCHEDULED;
        if (hasBegun && !command.startsAt().equals(window.startsAt())) {
            throw Problems.conflict("once a maintenance has begun, only ends_at can change");
        }
        change.next()
                .moved(WindowRules.checked(command.startsAt(), command.endsAt(), command.timeZone(), change.now()));
        if (hasBegun) {
            change.next().startedAt(before.startedAt());
        }
        Update update = said(change, command.words(before, window));
        return archive.replace(
                change.stored(),
                new MaintenanceRescheduled(change.after(), update.id()),
                change.notes(),
                change.components(),
                caller);
    }

    private Update said(Change change, UpdateContent words) {
        Update update = updates.compose(
                words,
                change.command().title(),
                change.before().status(),
                ChannelSelection.EVERYBODY,
                change.components(),
                change.now());
        change.next().said(update);
        return update;
    }

    /** The order of components alone is not a difference. */
    private static boolean differs(Incident maintenance, List<String> wished) {
        List<String> now = idsOf(maintenance);
        return wished.size() != now.size() || !new HashSet<>(wished).equals(new HashSet<>(now));
    }

    /**
     * The changes to components: of a maintenance in progress, added ones are put under maintenance, and removed ones
     * are restored unless another incident affects them; of a scheduled one, none. The added ones are named either way.
     * 422 if one is unknown or listed twice.
     */
    private ComponentChanges concern(Incident before, List<String> wished, Instant now) {
        List<String> was = idsOf(before);
        Set<String> touched = new TreeSet<>(wished);
        touched.addAll(was);
        components.current(List.copyOf(touched));
        components.mention(wished, "]");
        List<String> added = wished.stream().filter(id -> !was.contains(id)).toList();
        if (before.status() == Status.SCHEDULED) {
            return components.mention(added, "]");
        }
        List<ComponentStatusInput> named = new ArrayList<>(added.stream()
                .map(id -> new ComponentStatusInput(id, ComponentStatus.UNDER_MAINTENANCE))
                .toList());
        named.addAll(restoration.afterWork(
                before, was.stream().filter(id -> !wished.contains(id)).toList()));
        return components.apply(named, now);
    }

    private static List<String> idsOf(Incident maintenance) {
        return maintenance.components().stream().map(AffectedComponent::id).toList();
    }
}

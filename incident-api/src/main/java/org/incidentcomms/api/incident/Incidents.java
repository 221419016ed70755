package org.incidentcomms.api.incident;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.component.ComponentChanges;
import org.incidentcomms.api.component.ComponentStatusInput;
import org.incidentcomms.api.component.Components;
import org.incidentcomms.api.request.Blanks;
import org.incidentcomms.api.request.RequestReader;
import org.incidentcomms.api.storage.Ids;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.ComponentChange;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.IncidentEdited;
import org.incidentcomms.events.StatusEvent.IncidentOpened;
import org.incidentcomms.events.StatusEvent.IncidentUpdated;
import org.incidentcomms.events.Update;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/** The use cases of incidents. Each call is one transaction, one new version and its event. */
@ApplicationScoped
public class Incidents {
    private static final Set<Status> STATUSES =
            Set.of(Status.INVESTIGATING, Status.IDENTIFIED, Status.MONITORING, Status.RESOLVED);
    /** Tolerance for differing clocks; a later start is in the future. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(2);

    private final IncidentRepository archive;
    private final Components components;
    private final ComponentRecovery restoration;
    private final Updates updates;
    private final Slugs slugs;
    private final RequestReader requests;
    private final Blanks blanks;
    private final Ids ids;
    private final Clock clock;

    Incidents(
            IncidentRepository archive,
            Components components,
            ComponentRecovery restoration,
            Updates updates,
            Slugs slugs,
            RequestReader requests,
            Blanks blanks,
            Ids ids,
            Clock clock) {
        this.archive = archive;
        this.components = components;
        this.restoration = restoration;
        this.updates = updates;
        this.slugs = slugs;
        this.requests = requests;
        this.blanks = blanks;
        this.ids = ids;
        this.clock = clock;
    }

    /** 422 if it names neither impact nor components. */
    @Transactional
    public StoredIncident open(OpenIncident command, Caller caller) {
        command.requireImpact();
        return open(ids.next("inc"), command, caller);
    }

    /** As {@link #open(OpenIncident, Caller)}, with the id of its draft. */
    @Transactional
    public StoredIncident open(String id, OpenIncident command, Caller caller) {
        blanks.requireFilled(command.textsByField());
        Instant now = clock.instant();
        Status status = command.status() == null ? Status.INVESTIGATING : requireOfIncident(command.status());
        Instant startedAt = startedAt(command.startedAt(), now);
        boolean isBackFilled = BackfillPolicy.is(startedAt, status, now);
        boolean isHistory = isBackFilled && status == Status.RESOLVED;

        ComponentChanges changes = isHistory ? asTheyWere(command.named()) : components.apply(command.named(), now);
        String title = command.title().strip();
        String slug = slugs.ofIncident(title);
        ChannelSelection otherwise = isBackFilled ? ChannelSelection.NOBODY : ChannelSelection.EVERYBODY;
        Update first = updates.compose(command.words(), title, status, otherwise, changes, now);
        Impact impact = command.impact() == null ? ImpactCalculator.derived(changes.snapshot()) : command.impact();

        Incident open = new Incident(
                id,
                slug,
                1,
                IncidentKind.INCIDENT,
                title,
                status,
                impact,
                affected(changes.snapshot()),
                startedAt,
                now,
                now,
                resolvedAt(command.resolvedAt(), status, startedAt, now),
                null,
                null,
                List.of(first),
                null,
                false);
        Incident incident = AudienceRules.limited(open, command.audience(), command.publicly())
                .titled(UpdateTranslation.titles(command.titleTranslations()));
        IncidentMetadata notes = new IncidentMetadata(command.impact() == null, isBackFilled, List.of());
        return archive.add(new IncidentOpened(incident, first.id()), notes, changes, caller);
    }

    /** Returns the stored incident, whose last update is the new one. */
    @Transactional
    public StoredIncident update(String id, PostUpdate command, IfMatch ifMatch, Caller caller) {
        return update(id, ids.next("upd"), command, ifMatch, caller);
    }

    /** As {@link #update(String, PostUpdate, IfMatch, Caller)}, with the id of the update's draft. */
    @Transactional
    public StoredIncident update(String id, String updateId, PostUpdate command, IfMatch ifMatch, Caller caller) {
        StoredIncident stored = archive.lock(IncidentKind.INCIDENT, id, ifMatch);
        blanks.requireFilled(command.textsByField());
        Incident before = stored.document();
        Instant now = IncidentRevision.timeOf(before, clock.instant());
        Status status = command.status() == null ? before.status() : requireOfIncident(command.status());
        IncidentMetadata notes =
                command.impact() == null ? stored.notes() : stored.notes().withImpactGiven();

        if (command.restores() && status != Status.RESOLVED) {
            throw Problems.invalid("restore_components", "is allowed only with status resolved");
        }
        List<ComponentStatusInput> named =
                command.restores() ? restoration.of(before, command.named()) : command.named();
        ComponentChanges changes = components.apply(named, now);
        ChannelSelection otherwise = notes.backFilled() ? ChannelSelection.NOBODY : ChannelSelection.EVERYBODY;
        Update update = updates.compose(updateId, command.words(), before.title(), status, otherwise, changes, now);
        IncidentRevision next = new IncidentRevision(before, now).said(update);
        if (command.impact() != null) {
            next.impact(command.impact());
        } else if (notes.impactDerived()) {
            next.impact(ImpactCalculator.risen(before.impact(), changes.snapshot()));
        }
        return archive.replace(stored, new IncidentUpdated(next.build(), update.id()), notes, changes, caller);
    }

    /** Changes title, impact, public, scope and the promised next update by merge patch, without a notification. */
    @Transactional
    public StoredIncident edit(String id, JsonNode patch, IfMatch ifMatch, Caller caller) {
        StoredIncident stored = archive.lock(IncidentKind.INCIDENT, id, ifMatch);
        Incident before = stored.document();
        AudienceRules.requireNoAudience(patch);
        EditIncident edit = requests.patched(EditIncident.of(before, patch), patch, EditIncident.class);
        String title = edit.title().strip();
        Map<String, String> titles = UpdateTranslation.titles(edit.titleTranslations());
        boolean isTitled = title.equals(before.title()) && titles.equals(before.titleTranslations());
        if (!isTitled) {
            blanks.requireFilled(UpdateContent.titles(title, titles));
        }
        if (edit.scope() != null && !edit.scope().equals(before.scope())) {
            blanks.requireFilled(Map.of("scope", edit.scope()));
        }
        Boolean isPublic = AudienceRules.publicInEvents(before.isLimited(), edit.publicly());
        Instant now = IncidentRevision.timeOf(before, clock.instant());
        Update newest = newest(before, edit, now);
        if (isTitled
                && edit.impact() == before.impact()
                && Objects.equals(isPublic, before.publicly())
                && newest.equals(before.updates().getLast())) {
            return stored;
        }
        Incident after = new IncidentRevision(before, now)
                .title(title, titles)
                .impact(edit.impact())
                .publicly(isPublic)
                .reworded(newest)
                .build();
        IncidentMetadata notes = edit.impact() == before.impact()
                ? stored.notes()
                : stored.notes().withImpactGiven();
        return archive.replace(stored, new IncidentEdited(after), notes, ComponentChanges.NONE, caller);
    }

    /** The newest update with the scope and the promise of {@code edit}. */
    private static Update newest(Incident before, EditIncident edit, Instant now) {
        Update newest = before.updates().getLast();
        boolean keepsPromise = Objects.equals(edit.nextUpdateAt(), before.nextUpdateAt());
        Outlook outlook = new Outlook(
                edit.scope(), keepsPromise ? newest.nextUpdateAt() : edit.nextUpdateAt(), newest.promisesAnalysis());
        return (keepsPromise ? outlook : outlook.requireKept(before.status(), now)).on(newest);
    }

    private static Status requireOfIncident(Status status) {
        if (!STATUSES.contains(status)) {
            throw Problems.invalid("status", "must be one of investigating, identified, monitoring, resolved");
        }
        return status;
    }

    private static Instant startedAt(@Nullable Instant wanted, Instant now) {
        if (wanted == null) {
            return now;
        }
        if (wanted.isAfter(now.plus(CLOCK_SKEW))) {
            throw Problems.invalid("started_at", "must not be in the future");
        }
        return wanted.isAfter(now) ? now : wanted;
    }

    private static @Nullable Instant resolvedAt(
            @Nullable Instant wanted, Status status, Instant startedAt, Instant now) {
        if (wanted == null) {
            return status.isTerminal() ? now : null;
        }
        if (!status.isTerminal()) {
            throw Problems.invalid("resolved_at", "must be absent unless status is resolved");
        }
        if (wanted.isBefore(startedAt) || wanted.isAfter(now.plus(CLOCK_SKEW))) {
            throw Problems.invalid("resolved_at", "must be from started_at to now");
        }
        return wanted.isAfter(now) ? now : wanted;
    }

    /** A back-filled incident does not change the components' current statuses. */
    private ComponentChanges asTheyWere(List<ComponentStatusInput> named) {
        ComponentChanges mentioned =
                components.mention(named.stream().map(ComponentStatusInput::id).toList(), "].id");
        List<ComponentChange> then = new java.util.ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            ComponentChange now = mentioned.snapshot().get(i);
            then.add(new ComponentChange(
                    now.id(), now.name(), named.get(i).status(), named.get(i).status()));
        }
        return new ComponentChanges(then, List.of());
    }

    private static List<AffectedComponent> affected(List<ComponentChange> changes) {
        return changes.stream()
                .map(change -> new AffectedComponent(change.id(), change.name(), change.newStatus()))
                .collect(Collectors.toList());
    }

    /**
     * Whether the incident is recorded afterwards, and so notifies nobody unless asked. Treating a live incident as a
     * back-fill would be the worse error, so it must have ended, or be a day old.
     */
    static final class BackfillPolicy {
        static final Duration OVER_SINCE = Duration.ofHours(1);
        static final Duration OLD = Duration.ofDays(1);

        private BackfillPolicy() {}

        static boolean is(Instant startedAt, Status status, Instant now) {
            Duration age = Duration.between(startedAt, now);
            return age.compareTo(OLD) > 0 || (status == Status.RESOLVED && age.compareTo(OVER_SINCE) > 0);
        }
    }
}

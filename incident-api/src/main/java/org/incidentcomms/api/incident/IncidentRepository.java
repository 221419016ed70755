package org.incidentcomms.api.incident;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.incidentcomms.api.access.Audit;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.component.ComponentChanges;
import org.incidentcomms.api.component.Components;
import org.incidentcomms.api.outbox.Outbox;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.DeliveryStopRequested;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.events.StatusEvent.IncidentWithdrawn;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.request.IfMatch;
import org.incidentcomms.service.storage.Database;
import org.jspecify.annotations.Nullable;

/**
 * Stores incidents and maintenances: a version is stored together with its event and its audit entry, or not at all.
 *
 * <p>The order of locks is the same everywhere: the incident's row, component rows by id, slugs, and the outbox last.
 */
@ApplicationScoped
public class IncidentRepository {
    private final IncidentStore store;
    private final Components components;
    private final Outbox outbox;
    private final DraftRepository drafts;
    private final Audit audit;
    private final Database database;

    IncidentRepository(
            IncidentStore store,
            Components components,
            Outbox outbox,
            DraftRepository drafts,
            Audit audit,
            Database database) {
        this.store = store;
        this.components = components;
        this.outbox = outbox;
        this.drafts = drafts;
        this.audit = audit;
        this.database = database;
    }

    /** 404 if there is none of that kind. */
    public StoredIncident get(IncidentKind kind, String id) {
        return find(kind, id).orElseThrow(() -> Problems.notFound(kind.wire()));
    }

    /** Returns it, or empty; 410 if it was withdrawn. */
    public Optional<StoredIncident> find(IncidentKind kind, String id) {
        Optional<StoredIncident> found = store.find(kind, id);
        found.ifPresent(IncidentRepository::requireThere);
        return found;
    }

    private static void requireThere(StoredIncident found) {
        if (found.document().withdrawn()) {
            throw Problems.gone("this " + found.document().kind().wire() + " was withdrawn");
        }
    }

    /** Locks the current version until the transaction ends; 404, 410, or 412 by {@code ifMatch}. */
    @Transactional(Transactional.TxType.MANDATORY)
    public StoredIncident lock(IncidentKind kind, String id, IfMatch ifMatch) {
        StoredIncident found = store.lock(kind, id).orElseThrow(() -> Problems.notFound(kind.wire()));
        requireThere(found);
        ifMatch.check(found.document().version());
        return found;
    }

    /** Stores the first version. */
    @Transactional(Transactional.TxType.MANDATORY)
    public StoredIncident add(IncidentEvent event, IncidentMetadata notes, ComponentChanges changes, Caller caller) {
        StoredIncident stored = new StoredIncident(event.incident(), noted(notes, event));
        database.together(() -> {
            store.insert(stored);
            publish(null, event, changes, caller);
        });
        return stored;
    }

    /**
     * Stores the next version of {@code before}, which the caller has locked. 409 if it announces something while an
     * update is held, which would be overtaken; automatic actions are not refused.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public StoredIncident replace(
            StoredIncident before,
            IncidentEvent event,
            IncidentMetadata notes,
            ComponentChanges changes,
            Caller caller) {
        if (event instanceof Announcement && !caller.isAutomatic()) {
            drafts.requireNoneHeld(event.incident().id());
        }
        StoredIncident stored = new StoredIncident(event.incident(), noted(notes, event));
        database.together(() -> {
            store.update(stored);
            publish(before.document(), event, changes, caller);
        });
        return stored;
    }

    /** Stores the withdrawn version of {@code before}; the audit entry contains the reason, and no text. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void withdraw(StoredIncident before, IncidentWithdrawn event, String reason, Caller caller) {
        store.update(new StoredIncident(event.incident(), IncidentMetadata.NONE));
        publishWithdrawal(before.document(), event, "incident.withdrawn", Map.of("reason", reason), caller);
    }

    /** Stores {@code before} without one of its updates. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void withdrawUpdate(StoredIncident before, DeliveryStopRequested event, String reason, Caller caller) {
        String updateId = Objects.requireNonNull(event.updateId());
        store.update(new StoredIncident(event.incident(), before.notes().without(updateId)));
        Map<String, Object> told = Map.of("update_id", updateId, "reason", reason);
        publishWithdrawal(before.document(), event, "update.withdrawn", told, caller);
    }

    private void publishWithdrawal(
            Incident before, IncidentEvent event, String action, Map<String, Object> told, Caller caller) {
        Incident after = event.incident();
        outbox.append(PublishedEvent.of(event, after.updatedAt(), caller.traceparent()));
        Map<String, Object> was = Map.of(
                "status", before.status().wire(), "impact", before.impact().wire());
        audit.record(caller, after.updatedAt(), action, after.id(), after.version(), was, told);
    }

    private static IncidentMetadata noted(IncidentMetadata notes, IncidentEvent event) {
        return event instanceof Announcement announcement
                ? notes.with(new IncidentMetadata.Announcement(
                        event.aggregateVersion(),
                        org.incidentcomms.events.EventType.of(event).wire(),
                        announcement.updateId()))
                : notes;
    }

    private void publish(@Nullable Incident before, IncidentEvent event, ComponentChanges changes, Caller caller) {
        Incident after = event.incident();
        PublishedEvent published = PublishedEvent.of(event, after.updatedAt(), caller.traceparent());
        outbox.append(published);
        components.publishChanges(changes, after.updatedAt(), caller.traceparent());
        String updateId = event instanceof Announcement announcement ? announcement.updateId() : null;
        audit.record(
                caller,
                after.updatedAt(),
                published.type().wire(),
                after.id(),
                after.version(),
                before == null ? null : audited(before, null),
                audited(after, updateId));
    }

    private static Map<String, Object> audited(Incident incident, @Nullable String updateId) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("title", incident.title());
        fields.put("status", incident.status().wire());
        fields.put("impact", incident.impact().wire());
        if (incident.window() != null) {
            fields.put("window", incident.window());
            fields.put(
                    "components",
                    incident.components().stream().map(AffectedComponent::id).toList());
        }
        if (incident.isLimited()) {
            fields.put("audience", incident.audience());
            fields.put("public", incident.isShownPublicly());
        }
        if (incident.scope() != null) {
            fields.put("scope", incident.scope());
        }
        if (incident.nextUpdateAt() != null) {
            fields.put(Outlook.FIELD, incident.nextUpdateAt());
        }
        if (updateId != null) {
            fields.put("update_id", updateId);
        }
        return fields;
    }
}

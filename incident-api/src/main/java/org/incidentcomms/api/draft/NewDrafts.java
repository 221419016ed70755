package org.incidentcomms.api.draft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.draft.Draft.Appointment;
import org.incidentcomms.api.incident.DraftCommand;
import org.incidentcomms.api.incident.DraftView;
import org.incidentcomms.api.incident.IncidentRepository;
import org.incidentcomms.api.incident.PublishedChange;
import org.incidentcomms.api.storage.Ids;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/** Creates drafts: to be kept, for their time, to be taken back, or for an approval; and holds those that exist. */
@ApplicationScoped
class NewDrafts {
    private final DraftStore store;
    private final LockedDrafts locked;
    private final IncidentRepository archive;
    private final ScheduleRules rules;
    private final DraftPresenter presenter;
    private final JsonColumns documents;
    private final DraftTrail trail;
    private final Ids ids;
    private final Clock clock;

    NewDrafts(
            DraftStore store,
            LockedDrafts locked,
            IncidentRepository archive,
            ScheduleRules rules,
            DraftPresenter presenter,
            JsonColumns documents,
            DraftTrail trail,
            Ids ids,
            Clock clock) {
        this.store = store;
        this.locked = locked;
        this.archive = archive;
        this.rules = rules;
        this.presenter = presenter;
        this.documents = documents;
        this.trail = trail;
        this.ids = ids;
        this.clock = clock;
    }

    /** Creates a draft; nothing else happens before its time, if it has one. */
    @Transactional(Transactional.TxType.MANDATORY)
    DraftView keep(
            IncidentKind kind,
            @Nullable String incidentId,
            DraftCommand command,
            IfMatch ifMatch,
            boolean byAlert,
            Caller caller) {
        Incident about = null;
        if (incidentId != null) {
            locked.requirePublished(kind, incidentId);
            // Waits for a concurrent withdrawal: a draft stored meanwhile would survive it.
            about = archive.lock(kind, incidentId, ifMatch).document();
        }
        Instant now = clock.instant();
        Appointment appointment = Appointment.of(command, null, now, caller.name());
        Approval approval = rules.approvalOf(command, appointment, about, caller, now);
        return insert(kind, incidentId, command, appointment, approval, byAlert, now, caller);
    }

    /** Creates a draft that is published after {@code hold}, unless it is taken back before. */
    @Transactional(Transactional.TxType.MANDATORY)
    DraftView hold(IncidentKind kind, @Nullable String incidentId, DraftCommand command, Duration hold, Caller caller) {
        Instant now = clock.instant();
        Appointment appointment = new Appointment(now.plus(hold), now, caller.name(), true);
        DraftCommand stored = scheduled(command, appointment);
        return insert(kind, incidentId, stored, appointment, null, false, now, caller);
    }

    /**
     * Has a draft that exists and is locked published after {@code hold}, unless it is taken back before. Who wrote it
     * stays its author, and cannot approve it.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    DraftView hold(Draft draft, Duration hold, Caller caller) {
        Instant now = clock.instant();
        Appointment appointment = new Appointment(now.plus(hold), now, caller.name(), true);
        DraftCommand stored = scheduled(draft.command(), appointment);
        Draft held = draft.changed(stored, appointment, draft.approval(), draft.updatedAt(), draft.updatedBy());
        rules.requireReady(held);
        store.update(held);
        trail.record("draft.changed", draft, held, held, caller, now);
        return presenter.view(held);
    }

    private DraftCommand scheduled(DraftCommand command, Appointment appointment) {
        ObjectNode scheduled = documents
                .tree(command)
                .put("publication", "scheduled")
                .put("publish_at", appointment.publishAt().toString());
        scheduled.remove("publish_after");
        return documents.read(scheduled.toString(), command.getClass());
    }

    /** Creates a draft whose approval is requested; nothing is published before. */
    @Transactional(Transactional.TxType.MANDATORY)
    DraftView keepForApproval(
            IncidentKind kind, @Nullable String incidentId, DraftCommand command, String because, Caller caller) {
        Instant now = clock.instant();
        Approval requested = Approval.requested(because, caller, now);
        DraftCommand stored = command;
        if (!(command instanceof PublishedChange)) {
            ObjectNode plain = documents.tree(command).put("publication", "draft");
            plain.remove("publish_after");
            stored = documents.read(plain.toString(), command.getClass());
        }
        return insert(kind, incidentId, stored, null, requested, false, now, caller);
    }

    private DraftView insert(
            IncidentKind kind,
            @Nullable String incidentId,
            DraftCommand command,
            @Nullable Appointment appointment,
            @Nullable Approval approval,
            boolean byAlert,
            Instant now,
            Caller caller) {
        String prefix = command instanceof PublishedChange
                ? Draft.CHANGE_PREFIX
                : incidentId != null ? "upd" : kind == IncidentKind.INCIDENT ? "inc" : "mnt";
        String by = caller.name();
        Draft draft = new Draft(
                ids.next(prefix), kind, incidentId, 1, command, now, by, now, by, appointment, null, byAlert, approval);
        rules.requireReady(draft);
        store.insert(draft);
        trail.record("draft.created", null, draft, draft, caller, now);
        return presenter.view(draft);
    }
}

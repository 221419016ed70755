package org.incidentcomms.api.draft;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.draft.CommandExecutor.Rehearsal;
import org.incidentcomms.api.draft.CountedRecipients.Basis;
import org.incidentcomms.api.incident.ApiPaths;
import org.incidentcomms.api.incident.DraftCommand;
import org.incidentcomms.api.incident.DraftView;
import org.incidentcomms.api.incident.IncidentRepository;
import org.incidentcomms.api.incident.PublishedChange;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.postmortem.Postmortems;
import org.incidentcomms.api.request.Page;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/**
 * Requests and gives approvals. An approval is given and the draft published in one transaction, under the locks of the
 * incident and then of the draft; so of two operators at once, and of an approval and a deletion, one is refused.
 */
@ApplicationScoped
public class DraftApprovals {
    /** Marks audit entries of publications that somebody else's approval triggered. */
    private static final String ADDRESS = "approval";

    private final ApprovalRule rule;
    private final CountedRecipients recipients;
    private final CommandExecutor executor;
    private final DraftPublisher publisher;
    private final NewDrafts newDrafts;
    private final DraftTrail trail;
    private final DraftStore store;
    private final LockedDrafts locked;
    private final DraftPresenter presenter;
    private final IncidentRepository archive;
    private final Postmortems postmortems;
    private final Clock clock;

    DraftApprovals(
            ApprovalRule rule,
            CountedRecipients recipients,
            CommandExecutor executor,
            DraftPublisher publisher,
            NewDrafts newDrafts,
            DraftTrail trail,
            DraftStore store,
            LockedDrafts locked,
            DraftPresenter presenter,
            IncidentRepository archive,
            Postmortems postmortems,
            Clock clock) {
        this.rule = rule;
        this.recipients = recipients;
        this.executor = executor;
        this.publisher = publisher;
        this.newDrafts = newDrafts;
        this.trail = trail;
        this.store = store;
        this.locked = locked;
        this.presenter = presenter;
        this.archive = archive;
        this.postmortems = postmortems;
        this.clock = clock;
    }

    /** What an approval led to: the published incident, or the approved draft whose time has not come. */
    public sealed interface Outcome {
        /** It was published. */
        record Published(StoredIncident incident) implements Outcome {}

        /** It is published at its time. */
        record Scheduled(DraftView draft) implements Outcome {}
    }

    /** Whether no publication needs an approval. */
    boolean areOff() {
        return rule.isOff();
    }

    /**
     * Keeps the command as a draft that waits for approval, if it needs one.
     *
     * @return empty if it may be published now
     */
    @Transactional
    Optional<DraftView> request(
            IncidentKind kind, @Nullable String incidentId, DraftCommand command, IfMatch ifMatch, Caller caller) {
        if (rule.isOff()) {
            return Optional.empty();
        }
        command.requireImpact();
        Incident about = null;
        DraftCommand requested = command;
        if (incidentId != null) {
            locked.requirePublished(kind, incidentId);
            about = archive.lock(kind, incidentId, isOfPostmortem(command) ? IfMatch.ANY : ifMatch)
                    .document();
            requested = ofPresentVersion(command, about, ifMatch);
        }
        DraftCommand kept = requested;
        return because(about, 0, executor.rehearse(kind, incidentId, requested, caller))
                .map(why -> newDrafts.keepForApproval(kind, incidentId, kept, why, caller));
    }

    private static boolean isOfPostmortem(DraftCommand command) {
        return command instanceof PublishedChange change && change.change() == PublishedChange.Action.POSTMORTEM;
    }

    private DraftCommand ofPresentVersion(DraftCommand command, Incident about, IfMatch ifMatch) {
        if (!(command instanceof PublishedChange change)) {
            return command;
        }
        if (!isOfPostmortem(command)) {
            return change.ofVersion(about.version());
        }
        long version = postmortems.versionOf(about.id());
        ifMatch.check(version);
        return change.ofVersion(version);
    }

    /** A silent change of the impact would decide alone what is approved after it, so it counts as an announcement. */
    private Optional<String> because(@Nullable Incident about, long draftVersion, Rehearsal would) {
        Basis basis = new Basis(about == null ? 0 : about.version(), draftVersion);
        Impact before = about == null ? Impact.NONE : about.impact();
        Impact after = would.after().document().impact();
        if (about != null && would.after().document().version() == about.version()) {
            return Optional.empty(); // nothing would change, and the announcement is that of an earlier change
        }
        Impact worse = before.compareTo(after) > 0 ? before : after;
        return would.announcement()
                .map(event -> rule.because(worse, () -> recipients.of(basis, event)))
                .orElseGet(() -> before == after ? Optional.empty() : rule.because(worse));
    }

    /**
     * Requests the approval of an existing draft, if its publication needs one.
     *
     * @return the draft; empty if it may be published now
     */
    @Transactional
    Optional<DraftView> requestFor(
            IncidentKind kind, @Nullable String incidentId, String id, IfMatch ifMatch, Caller caller) {
        Incident about = incidentId == null
                ? null
                : archive.lock(kind, incidentId, IfMatch.ANY).document();
        Draft draft = locked.lock(kind, incidentId, id, ifMatch);
        if (draft.waitsForApproval()) {
            throw Problems.conflict(
                    "it waits for another operator's approval: POST " + ApiPaths.of(kind, incidentId, id) + "/approve");
        }
        if (rule.isOff() || draft.approval() != null) {
            return Optional.empty();
        }
        if (!draft.byAlert()) {
            draft.command().requireImpact();
        }
        return because(about, draft.version(), executor.rehearse(draft, caller)).map(why -> {
            Draft requested = draft.with(Approval.requested(why, caller, clock.instant()));
            store.update(requested);
            trail.recordApproval(draft, requested, "draft.approval_requested", null, caller, clock.instant());
            return presenter.view(requested);
        });
    }

    /**
     * Approves a draft and publishes it in the name of the operator who requested it, at once or at its time. 409 for
     * the operator's own.
     *
     * @param breakGlass an admin's reason for approving it alone, or null
     */
    @Transactional
    Outcome approve(
            IncidentKind kind,
            @Nullable String incidentId,
            String id,
            @Nullable String breakGlass,
            IfMatch ifMatch,
            Caller caller) {
        Draft draft = locked.lock(kind, incidentId, id, ifMatch);
        if (breakGlass == null) {
            requireAnother(draft, caller);
        }
        Instant now = clock.instant();
        Approval requested = draft.approval() != null
                ? draft.approval()
                : new Approval("not required", draft.updatedBy(), draft.updatedBy(), draft.updatedAt(), null, null);
        if (requested.isApproved()) {
            throw Problems.conflict("it is approved already, by " + requested.approvedBy());
        }
        Draft approved = draft.with(requested.approved(caller, now));
        store.update(approved);
        trail.recordApproval(draft, approved, "draft.approved", breakGlass, caller, now);
        Instant publishAt = draft.publishAt();
        if (publishAt != null && publishAt.isAfter(now)) {
            return new Outcome.Scheduled(presenter.view(approved));
        }
        Caller author =
                new Caller(requested.requestedBy(), requested.requestedSubject(), ADDRESS, caller.traceparent());
        return new Outcome.Published(
                incidentId == null
                        ? publisher.publish(kind, id, IfMatch.ANY, author)
                        : publisher.publishUpdate(kind, incidentId, id, IfMatch.ANY, author));
    }

    private static void requireAnother(Draft draft, Caller caller) {
        Approval approval = draft.approval();
        if (approval == null && draft.byAlert()) {
            throw Problems.conflict("an alert wrote it; publish it instead, then another operator can approve it");
        }
        if (draft.updatedBy().equals(caller.name()) || approval != null && approval.isOf(caller)) {
            throw Problems.conflict(
                    "it is your own; another operator has to approve it, or an admin who gives a reason (break_glass)");
        }
    }

    /** What waits for approval, newest first. */
    Page<DraftView> list(Page.PageRequest wish) {
        return wish.page(store.listToApprove(wish.after(), wish.toFetch()), Draft::id, presenter::view);
    }
}

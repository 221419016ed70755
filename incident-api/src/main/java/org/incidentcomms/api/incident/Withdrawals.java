package org.incidentcomms.api.incident;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.outbox.Outbox;
import org.incidentcomms.api.storage.Redactable;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.DeliveryStopRequested;
import org.incidentcomms.events.StatusEvent.IncidentWithdrawn;
import org.incidentcomms.events.Update;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/**
 * Withdraws published content, and deletes every stored text of it in the same transaction. Sent mails and posts
 * remain; the pages are removed when the event arrives, and pending deliveries are stopped.
 */
@ApplicationScoped
public class Withdrawals {
    private final IncidentRepository archive;
    private final DraftRepository drafts;
    private final Outbox outbox;
    private final Instance<Redactable> keepers;
    private final Clock clock;

    Withdrawals(
            IncidentRepository archive,
            DraftRepository drafts,
            Outbox outbox,
            @Any Instance<Redactable> keepers,
            Clock clock) {
        this.archive = archive;
        this.drafts = drafts;
        this.outbox = outbox;
        this.keepers = keepers;
        this.clock = clock;
    }

    /** Withdraws the whole incident; 409 if it is a draft, which can be deleted instead. */
    @Transactional
    public Withdrawn withdraw(IncidentKind kind, String id, Withdraw command, IfMatch ifMatch, Caller caller) {
        requireNoDraft(drafts.holds(kind, null, id));
        StoredIncident stored = archive.lock(kind, id, ifMatch);
        Instant now = timeOf(stored.document());
        Incident bare = bare(stored.document(), now);
        keepers.forEach(keeper -> keeper.redact(id));
        archive.withdraw(stored, new IncidentWithdrawn(bare), command.reason(), caller);
        return new Withdrawn(id, kind, null, bare.version(), now);
    }

    /**
     * Withdraws one update; 409 if it is the only one. An incident's status becomes that of the previous update;
     * components keep their statuses, and a maintenance its status, as the work was done.
     */
    @Transactional
    public Withdrawn withdrawUpdate(
            IncidentKind kind, String id, String updateId, Withdraw command, IfMatch ifMatch, Caller caller) {
        requireNoDraft(drafts.holds(kind, id, updateId));
        StoredIncident stored = archive.lock(kind, id, ifMatch);
        Incident before = stored.document();
        Update told = before.update(updateId).orElseThrow(() -> Problems.notFound("update"));
        if (before.updates().size() == 1) {
            throw Problems.conflict("this is the only update; withdraw the " + kind.wire() + " itself");
        }
        Instant now = timeOf(before);
        Incident after = new IncidentRevision(before, now).unsaid(updateId).build();
        keepers.forEach(keeper -> keeper.redactUpdate(id, told));
        outbox.withoutUpdate(id, updateId);
        archive.withdrawUpdate(stored, new DeliveryStopRequested(after, updateId, List.of()), command.reason(), caller);
        return new Withdrawn(id, kind, updateId, after.version(), now);
    }

    private static void requireNoDraft(boolean isDraft) {
        if (isDraft) {
            throw Problems.conflict("this is an unpublished draft; delete it instead");
        }
    }

    /** Keeps no content: the slug, which is derived from the title, is replaced by the id. */
    private static Incident bare(Incident before, Instant now) {
        return new Incident(
                before.id(),
                before.id(),
                before.version() + 1,
                before.kind(),
                "",
                before.kind() == IncidentKind.INCIDENT ? Status.RESOLVED : Status.CANCELLED,
                Impact.NONE,
                List.of(),
                before.startedAt(),
                before.createdAt(),
                now,
                before.resolvedAt() == null ? now : before.resolvedAt(),
                before.window(),
                null,
                List.of(),
                null,
                true,
                before.audience(),
                before.publicly(),
                Map.of());
    }

    private Instant timeOf(Incident before) {
        return IncidentRevision.timeOf(before, clock.instant());
    }

    /** Records the withdrawal, without any content. */
    public record Withdrawn(
            String id,
            IncidentKind kind,

            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Schema(description = "Set if only this update was withdrawn.")
            @Nullable String updateId,

            @Schema(description = "Version of the incident after the withdrawal.")
            long version,

            Instant withdrawnAt) {}
}

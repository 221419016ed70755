package org.incidentcomms.api.draft;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.incidentcomms.api.access.Audit;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.incident.OpenIncident;
import org.incidentcomms.api.incident.PostUpdate;
import org.incidentcomms.api.incident.PublishedChange;
import org.incidentcomms.api.maintenance.AnnounceMaintenance;
import org.jspecify.annotations.Nullable;

/** What the audit trail says of drafts: what changed, and no text. */
@ApplicationScoped
class DraftTrail {
    private final Audit audit;

    DraftTrail(Audit audit) {
        this.audit = audit;
    }

    /** {@code before} is null for a new draft, {@code after} for one that is deleted; {@code about} is either. */
    void record(String action, @Nullable Draft before, @Nullable Draft after, Draft about, Caller caller, Instant now) {
        audit.record(
                caller,
                now,
                action,
                about.resourceId(),
                about.version(),
                before == null ? null : audited(before),
                after == null ? null : audited(after));
    }

    /** An approval was requested or given; {@code reason} is an admin's for breaking the glass. */
    void recordApproval(Draft before, Draft after, String action, @Nullable String reason, Caller caller, Instant now) {
        Map<String, Object> fields = audited(after);
        if (reason != null) {
            fields.put("reason", reason);
        }
        audit.record(caller, now, action, after.resourceId(), after.version(), audited(before), fields);
    }

    private static Map<String, Object> audited(Draft draft) {
        Map<String, Object> fields = new LinkedHashMap<>();
        switch (draft.command()) {
            case OpenIncident open -> fields.put("title", open.title());
            case AnnounceMaintenance announce -> fields.put("title", announce.title());
            case PostUpdate update -> fields.put("update_id", draft.id());
            case PublishedChange change ->
                fields.put("change", change.change().name().toLowerCase(Locale.ROOT));
            default -> throw new IllegalStateException("a draft of " + draft.command());
        }
        if (draft.appointment() != null) {
            fields.put("publish_at", draft.appointment().publishAt());
            fields.put("scheduled_by", draft.appointment().by());
        }
        if (draft.approval() != null) {
            fields.put("requested_by", draft.approval().requestedBy());
            if (draft.approval().approvedBy() != null) {
                fields.put("approved_by", draft.approval().approvedBy());
            }
        }
        if (draft.publishError() != null) {
            fields.put("publish_error", draft.publishError());
        }
        return fields;
    }
}

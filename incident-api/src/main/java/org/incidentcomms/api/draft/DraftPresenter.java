package org.incidentcomms.api.draft;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.incidentcomms.api.incident.DraftView;
import org.incidentcomms.api.incident.Publication;
import org.incidentcomms.api.storage.JsonColumns;
import org.jspecify.annotations.Nullable;

/** Shows drafts to operators, as the request that will be made. */
@ApplicationScoped
class DraftPresenter {
    private static final Set<String> SHOWN_APART = Set.of("publication", "publish_at");

    private final JsonColumns documents;

    DraftPresenter(JsonColumns documents) {
        this.documents = documents;
    }

    DraftView view(Draft draft) {
        JsonNode command = documents.read(documents.write(draft.command()), JsonNode.class);
        Map<String, Object> fields = new LinkedHashMap<>();
        command.properties().forEach(field -> {
            if (!field.getValue().isNull() && !SHOWN_APART.contains(field.getKey())) {
                fields.put(field.getKey(), field.getValue());
            }
        });
        return new DraftView(
                draft.id(),
                draft.kind(),
                draft.appointment() == null ? Publication.DRAFT : Publication.SCHEDULED,
                draft.publishAt(),
                draft.isHeld() ? "undo" : null,
                draft.scheduledBy(),
                draft.publishError(),
                draft.incidentId(),
                draft.version(),
                draft.byAlert(),
                approval(draft.approval()),
                draft.createdAt(),
                draft.createdBy(),
                draft.updatedAt(),
                draft.updatedBy(),
                fields);
    }

    private static DraftView.@Nullable ApprovalView approval(@Nullable Approval approval) {
        return approval == null
                ? null
                : new DraftView.ApprovalView(
                        true,
                        approval.because(),
                        approval.requestedBy(),
                        approval.requestedAt(),
                        approval.approvedBy(),
                        approval.approvedAt());
    }
}

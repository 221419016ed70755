package org.incidentcomms.api.draft;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.incidentcomms.api.incident.DraftView;
import org.incidentcomms.api.incident.OpenIncident;
import org.incidentcomms.api.incident.PostUpdate;
import org.incidentcomms.api.incident.Publication;
import org.incidentcomms.api.maintenance.AnnounceMaintenance;
import org.incidentcomms.api.storage.JsonColumns;

/** Shows drafts: to operators as the request that will be made, and to the audit trail as what changed. */
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
                draft.scheduledBy(),
                draft.publishError(),
                draft.incidentId(),
                draft.version(),
                draft.createdAt(),
                draft.createdBy(),
                draft.updatedAt(),
                draft.updatedBy(),
                fields);
    }

    static Map<String, Object> audited(Draft draft) {
        Map<String, Object> fields = new LinkedHashMap<>();
        switch (draft.command()) {
            case OpenIncident open -> fields.put("title", open.title());
            case AnnounceMaintenance announce -> fields.put("title", announce.title());
            case PostUpdate update -> fields.put("update_id", draft.id());
            default -> throw new IllegalStateException("a draft of " + draft.command());
        }
        if (draft.appointment() != null) {
            fields.put("publish_at", draft.appointment().publishAt());
            fields.put("scheduled_by", draft.appointment().by());
        }
        if (draft.publishError() != null) {
            fields.put("publish_error", draft.publishError());
        }
        return fields;
    }
}

package org.incidentcomms.api.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.api.storage.Redactable;
import org.incidentcomms.events.Update;
import org.jspecify.annotations.Nullable;

/** The audit trail: written in the transaction of the change, append-only. */
@ApplicationScoped
public class Audit implements Redactable {
    private final AuditStore store;
    private final JsonColumns documents;

    Audit(AuditStore store, JsonColumns documents) {
        this.store = store;
        this.documents = documents;
    }

    /** The one exception to append-only: who did what and when stays, the texts are deleted. */
    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void redact(String id) {
        store.keepOnly(
                id, "status", "impact", "window", "update_id", "publish_at", "reason", "method", "path", "problem");
    }

    /** Who published the update and when stays, its free text is deleted. */
    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void redactUpdate(String incidentId, Update update) {
        redact(update.id());
        if (update.scope() != null) {
            store.forgetScope(incidentId, update.scope());
        }
    }

    /** {@code before} and {@code after} hold the changed fields; never a message's text. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(
            Caller caller,
            Instant at,
            String action,
            String resourceId,
            long version,
            @Nullable Map<String, ?> before,
            @Nullable Map<String, ?> after) {
        store.add(
                at,
                caller,
                action,
                resourceId,
                version,
                before == null ? null : documents.write(before),
                after == null ? null : documents.write(after));
    }
}

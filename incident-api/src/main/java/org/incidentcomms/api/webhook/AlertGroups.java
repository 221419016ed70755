package org.incidentcomms.api.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.incidentcomms.api.access.Audit;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.draft.Drafts;
import org.incidentcomms.api.incident.IncidentRepository;
import org.incidentcomms.api.storage.Housekeeping.Expirable;
import org.incidentcomms.api.storage.Redactable;
import org.incidentcomms.api.webhook.AlertGroupStore.AlertGroup;
import org.incidentcomms.api.webhook.WebhookResult.Action;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.service.digest.Sha256;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one draft for each group of alerts, however often notifications are repeated. Alerts never publish: an operator
 * does, and a draft an operator has changed is left alone.
 *
 * <p>Order of locks: first the group, by its key, then as everywhere; the group's row comes last, because a withdrawal,
 * which does not know groups, locks it last too.
 */
@ApplicationScoped
public class AlertGroups implements Expirable, Redactable {
    /** Alertmanager repeats firing alerts, every four hours by default. */
    private static final Duration SILENT = Duration.ofDays(30);

    private final AlertGroupStore store;
    private final AlertDrafts composed;
    private final Drafts drafts;
    private final IncidentRepository archive;
    private final Audit audit;
    private final Clock clock;

    AlertGroups(
            AlertGroupStore store,
            AlertDrafts composed,
            Drafts drafts,
            IncidentRepository archive,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.composed = composed;
        this.drafts = drafts;
        this.archive = archive;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Handles a notification.
     *
     * @param template id or name of the template of an incident, or null
     */
    @Transactional
    public WebhookResult take(AlertmanagerPayload notice, @Nullable String template, Caller caller) {
        String keyHash = Sha256.hex(notice.requireGroupKey());
        store.lock(keyHash);
        Optional<AlertGroup> known = store.find(keyHash);
        return switch (notice.status()) {
            case FIRING ->
                known.flatMap(group -> firesOn(group, notice, caller))
                        .orElseGet(() -> opened(keyHash, notice, template, caller));
            case RESOLVED ->
                known.map(group -> resolved(group, caller)).orElseGet(() -> WebhookResult.unchanged(null, null));
        };
    }

    /** Empty if it needs a new draft. */
    private Optional<WebhookResult> firesOn(AlertGroup group, AlertmanagerPayload notice, Caller caller) {
        String id = group.incidentId();
        WebhookResult answer;
        if (drafts.holds(IncidentKind.INCIDENT, null, id)) {
            answer = WebhookResult.unchanged(id, null);
        } else if (isOpen(id)) {
            answer = firesOnAfterAll(group, caller);
        } else if (isPublished(id) || beganAfter(group.heardAt(), notice)) {
            return Optional.empty();
        } else {
            // An operator deleted the draft, and the incident was not published since.
            answer = WebhookResult.unchanged(null, null);
        }
        store.update(group.fires(clock.instant()));
        return Optional.of(answer);
    }

    private static boolean beganAfter(Instant time, AlertmanagerPayload notice) {
        return notice.newestBegan().filter(time::isBefore).isPresent();
    }

    /** The group is firing again: deletes the draft of the resolving update. */
    private WebhookResult firesOnAfterAll(AlertGroup group, Caller caller) {
        String id = group.incidentId();
        String resolution = group.resolutionId();
        if (resolution == null) {
            return WebhookResult.unchanged(null, id);
        }
        archive.lock(IncidentKind.INCIDENT, id, IfMatch.ANY);
        if (drafts.deleteUntouched(IncidentKind.INCIDENT, id, resolution, caller)) {
            return new WebhookResult(resolution, id, Action.REMOVED);
        }
        return WebhookResult.unchanged(drafts.holds(IncidentKind.INCIDENT, id, resolution) ? resolution : null, id);
    }

    private WebhookResult opened(String keyHash, AlertmanagerPayload notice, @Nullable String template, Caller caller) {
        String id = drafts.keepForAlert(IncidentKind.INCIDENT, null, composed.opening(notice, template), caller)
                .id();
        store.put(new AlertGroup(keyHash, id, null, false, clock.instant()));
        return new WebhookResult(id, null, Action.CREATED);
    }

    private WebhookResult resolved(AlertGroup group, Caller caller) {
        String id = group.incidentId();
        if (group.isResolved()) {
            return toldAlready(group);
        }
        if (drafts.deleteUntouched(IncidentKind.INCIDENT, null, id, caller)) {
            store.delete(group.keyHash());
            return new WebhookResult(id, null, Action.REMOVED);
        }
        Instant now = clock.instant();
        if (drafts.holds(IncidentKind.INCIDENT, null, id)) {
            audit.record(caller, now, "alerts.resolved", id, 0, null, Map.of("draft", "kept"));
            store.update(group.resolved(null, now));
            return new WebhookResult(id, null, Action.KEPT);
        }
        if (isOpen(id)) {
            String resolution = drafts.keepForAlert(IncidentKind.INCIDENT, id, composed.resolution(), caller)
                    .id();
            store.update(group.resolved(resolution, now));
            return new WebhookResult(resolution, id, Action.CREATED);
        }
        store.delete(group.keyHash());
        return WebhookResult.unchanged(null, null);
    }

    private WebhookResult toldAlready(AlertGroup group) {
        String id = group.incidentId();
        String resolution = group.resolutionId();
        if (drafts.holds(IncidentKind.INCIDENT, null, id)) {
            return WebhookResult.unchanged(id, null);
        }
        boolean isToBeResolved = resolution != null && drafts.holds(IncidentKind.INCIDENT, id, resolution);
        return WebhookResult.unchanged(isToBeResolved ? resolution : null, isOpen(id) ? id : null);
    }

    private boolean isOpen(String id) {
        return archive.find(IncidentKind.INCIDENT, id)
                .filter(found -> !found.document().status().isTerminal())
                .isPresent();
    }

    private boolean isPublished(String id) {
        return archive.find(IncidentKind.INCIDENT, id).isPresent();
    }

    /** No text is stored here; but a withdrawn incident no longer belongs to any group. */
    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void redact(String id) {
        store.deleteOf(id);
    }

    @Override
    public int clearAway(Instant now) {
        return store.deleteSilentSince(now.minus(SILENT));
    }
}

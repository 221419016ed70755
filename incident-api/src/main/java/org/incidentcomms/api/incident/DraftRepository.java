package org.incidentcomms.api.incident;

import com.fasterxml.jackson.databind.JsonNode;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.request.Page;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/**
 * Stores commands that are not executed yet, so that a draft is found at its later path. If {@code incidentId} is null
 * the draft creates a new resource, else it is an update of that one.
 */
public interface DraftRepository {
    /** 409 naming the update that is held in this incident, if there is one; the caller has locked the incident. */
    void requireNoneHeld(String incidentId);

    /** As {@link #keep}, for what an alert wrote: an operator publishes it as it is, with or without an impact. */
    DraftView keepForAlert(IncidentKind kind, @Nullable String incidentId, DraftCommand command, Caller caller);

    /**
     * Creates a draft; nothing else happens before its {@code publish_at}, if it has one.
     *
     * @param ifMatch the incident's version
     */
    DraftView keep(
            IncidentKind kind, @Nullable String incidentId, DraftCommand command, IfMatch ifMatch, Caller caller);

    boolean holds(IncidentKind kind, @Nullable String incidentId, String id);

    /** 404 if there is none. */
    DraftView get(IncidentKind kind, @Nullable String incidentId, String id);

    /** Returns the draft after the merge patch; 404 if there is none. */
    DraftView change(
            IncidentKind kind, @Nullable String incidentId, String id, JsonNode patch, IfMatch ifMatch, Caller caller);

    /** Lists drafts of new resources, either the scheduled ones or the others, newest first. */
    Page<DraftView> list(IncidentKind kind, Publication publication, Page.PageRequest wish);
}

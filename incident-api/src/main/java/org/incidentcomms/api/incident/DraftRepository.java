package org.incidentcomms.api.incident;

import com.fasterxml.jackson.databind.JsonNode;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.request.IfMatch;
import org.incidentcomms.api.request.Page;
import org.incidentcomms.events.IncidentKind;
import org.jspecify.annotations.Nullable;

/**
 * Where commands wait that are not to be carried out yet, so that a draft is found where it will be found once
 * published. Wherever {@code incidentId} is null the draft is one of something new, else of an update of that one.
 */
public interface DraftRepository {
    /** The new draft; nothing else happens before its {@code publish_at}, if it has one. */
    DraftView keep(IncidentKind kind, @Nullable String incidentId, DraftCommand command, Caller caller);

    boolean holds(IncidentKind kind, @Nullable String incidentId, String id);

    /** 404 where there is none. */
    DraftView get(IncidentKind kind, @Nullable String incidentId, String id);

    /** The draft after the merge patch; 404 where there is none. */
    DraftView change(
            IncidentKind kind, @Nullable String incidentId, String id, JsonNode patch, IfMatch ifMatch, Caller caller);

    /** Those of something new, either the scheduled ones or the others, newest first. */
    Page<DraftView> list(IncidentKind kind, Publication publication, Page.PageRequest wish);
}

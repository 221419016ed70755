package org.incidentcomms.api.incident;

import java.util.Optional;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/**
 * Publications that wait: for a second operator's approval, if the settings ask for one, or a few seconds so that their
 * author can take them back, if the request does.
 */
public interface HeldPublications {
    /**
     * Holds the command back as a draft. What publication would refuse is refused now; 409 while another one is held in
     * that incident.
     *
     * @param incidentId of the incident it is about, or null if it creates a new resource
     * @param ifMatch the incident's version
     * @return the draft; empty if nothing holds the command back, and then nothing has been done
     */
    Optional<DraftView> hold(
            IncidentKind kind, @Nullable String incidentId, DraftCommand command, IfMatch ifMatch, Caller caller);
}

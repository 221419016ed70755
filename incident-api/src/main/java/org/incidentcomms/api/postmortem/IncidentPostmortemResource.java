package org.incidentcomms.api.postmortem;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.incidentcomms.api.access.Callers;
import org.incidentcomms.api.access.Idempotency;
import org.incidentcomms.api.incident.PageLinks;
import org.incidentcomms.events.Kind;

/** {@code /v1/incidents/{id}/postmortem}. */
@Path("/v1/incidents")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Post-mortems", description = "What is written when it is over")
public class IncidentPostmortemResource extends PostmortemPaths {
    IncidentPostmortemResource(Postmortems postmortems, PageLinks links, Idempotency idempotency, Callers callers) {
        super(postmortems, links, idempotency, callers, Kind.INCIDENT, "/v1/incidents");
    }
}

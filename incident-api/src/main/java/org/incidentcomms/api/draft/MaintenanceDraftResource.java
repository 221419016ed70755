package org.incidentcomms.api.draft;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.incidentcomms.api.access.Callers;
import org.incidentcomms.api.access.Idempotency;
import org.incidentcomms.api.incident.IncidentAnswers;
import org.incidentcomms.events.Kind;

/** Drafts under {@code /v1/maintenances}. */
@Path("/v1/maintenances")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Drafts", description = "What is written but not told yet")
public class MaintenanceDraftResource extends DraftPaths {
    MaintenanceDraftResource(
            Drafts drafts, Publishing publishing, IncidentAnswers answers, Idempotency idempotency, Callers callers) {
        super(drafts, publishing, answers, idempotency, callers, Kind.MAINTENANCE);
    }
}

package org.incidentcomms.api.presence;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.incidentcomms.api.access.CallerProvider;
import org.incidentcomms.api.access.Groups;
import org.incidentcomms.api.request.Page;
import org.incidentcomms.events.IncidentKind;

/** Endpoints for presence, below incidents or maintenances. */
public abstract class PresenceResource {
    private final Presences presences;
    private final CallerProvider callers;
    private final IncidentKind kind;

    PresenceResource(Presences presences, CallerProvider callers, IncidentKind kind) {
        this.presences = presences;
        this.callers = callers;
        this.kind = kind;
    }

    @PUT
    @Path("{id}/presence")
    @RolesAllowed(Groups.OPERATOR)
    @Operation(
            summary = "Say that you have it open, and get the other operators who have",
            description = "Counts for 30 seconds; repeat it every ten. Customers never see it.")
    @APIResponse(responseCode = "200", description = "The others; those who write first.")
    @APIResponse(responseCode = "410", ref = "Gone")
    public Page<Presence> announce(@PathParam("id") String id, @RequestBody(required = true) AnnouncePresence command) {
        return new Page<>(presences.announce(kind, id, command.writing(), callers.current()), null);
    }

    /** {@code /v1/incidents/{id}/presence}. */
    @Path("/v1/incidents")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Tag(name = "Incidents")
    public static class OfIncidents extends PresenceResource {
        OfIncidents(Presences presences, CallerProvider callers) {
            super(presences, callers, IncidentKind.INCIDENT);
        }
    }

    /** {@code /v1/maintenances/{id}/presence}. */
    @Path("/v1/maintenances")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Tag(name = "Maintenances")
    public static class OfMaintenances extends PresenceResource {
        OfMaintenances(Presences presences, CallerProvider callers) {
            super(presences, callers, IncidentKind.MAINTENANCE);
        }
    }
}

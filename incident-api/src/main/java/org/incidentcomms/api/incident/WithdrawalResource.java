package org.incidentcomms.api.incident;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.incidentcomms.api.access.CallerProvider;
import org.incidentcomms.api.access.Groups;
import org.incidentcomms.api.access.Idempotent;
import org.incidentcomms.api.incident.Withdrawals.Withdrawn;
import org.incidentcomms.api.request.Responses;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/** Endpoints for withdrawals, below incidents or maintenances. */
public abstract class WithdrawalResource {
    private final Withdrawals withdrawals;
    private final CallerProvider callers;
    private final IncidentKind kind;

    WithdrawalResource(Withdrawals withdrawals, CallerProvider callers, IncidentKind kind) {
        this.withdrawals = withdrawals;
        this.callers = callers;
        this.kind = kind;
    }

    @POST
    @Idempotent
    @Path("{id}/withdraw")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Groups.ADMIN)
    @Operation(
            summary = "Withdraw it and erase all its texts",
            description = "Erases its texts here, on the status page and on the blog; later requests for it "
                    + "return 410. Sent mails and posts on X are not changed.")
    @APIResponse(
            responseCode = "200",
            description = "Withdrawn.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Withdrawn.class)))
    @APIResponse(responseCode = "410", ref = "Gone")
    public Response withdraw(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBody(required = true) Withdraw command) {
        return answer(withdrawals.withdraw(kind, id, command, new IfMatch(ifMatch), callers.current()));
    }

    @POST
    @Idempotent
    @Path("{id}/updates/{update_id}/withdraw")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Groups.ADMIN)
    @Operation(
            summary = "Withdraw an update and erase its text",
            description = "Erases the text here, on the status page and on the blog. The incident's status "
                    + "becomes that of the update before; components keep their status.")
    @APIResponse(
            responseCode = "200",
            description = "Withdrawn.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Withdrawn.class)))
    @APIResponse(responseCode = "410", ref = "Gone")
    public Response withdrawUpdate(
            @PathParam("id") String id,
            @PathParam("update_id") String updateId,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBody(required = true) Withdraw command) {
        return answer(withdrawals.withdrawUpdate(kind, id, updateId, command, new IfMatch(ifMatch), callers.current()));
    }

    private static Response answer(Withdrawn withdrawn) {
        return Responses.ok(withdrawn, IfMatch.etag(withdrawn.version()));
    }

    /** Below {@code /v1/incidents}. */
    @Path("/v1/incidents")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Tag(name = "Withdrawal", description = "Withdraw published texts")
    public static class OfIncidents extends WithdrawalResource {
        OfIncidents(Withdrawals withdrawals, CallerProvider callers) {
            super(withdrawals, callers, IncidentKind.INCIDENT);
        }
    }

    /** Below {@code /v1/maintenances}. */
    @Path("/v1/maintenances")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Tag(name = "Withdrawal", description = "Withdraw published texts")
    public static class OfMaintenances extends WithdrawalResource {
        OfMaintenances(Withdrawals withdrawals, CallerProvider callers) {
            super(withdrawals, callers, IncidentKind.MAINTENANCE);
        }
    }
}

package org.incidentcomms.api.withdrawal;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.incidentcomms.api.access.Answer;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.access.Callers;
import org.incidentcomms.api.access.Groups;
import org.incidentcomms.api.access.Idempotency;
import org.incidentcomms.api.request.IfMatch;
import org.incidentcomms.events.Kind;
import org.jspecify.annotations.Nullable;

/** The paths about withdrawing, below incidents or maintenances. */
abstract class WithdrawalPaths {
    private final Withdrawals withdrawals;
    private final Idempotency idempotency;
    private final Callers callers;
    private final Kind kind;
    private final String path;

    WithdrawalPaths(Withdrawals withdrawals, Idempotency idempotency, Callers callers, Kind kind, String path) {
        this.withdrawals = withdrawals;
        this.idempotency = idempotency;
        this.callers = callers;
        this.kind = kind;
        this.path = path;
    }

    @POST
    @Path("{id}/withdraw")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Groups.ADMIN)
    @Operation(
            summary = "Take it back: every text of it is forgotten, here and on the page and blog",
            description = "From then on it answers 410. What was mailed or posted on X stays where it is.")
    @APIResponse(
            responseCode = "200",
            description = "withdrawn",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Withdrawn.class)))
    public Response withdraw(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBody(required = true) Withdraw command) {
        Caller caller = callers.current();
        return idempotency.once(
                key,
                caller,
                path + "/" + id + "/withdraw",
                command,
                () -> answer(withdrawals.withdraw(kind, id, command, new IfMatch(ifMatch), caller)));
    }

    @POST
    @Path("{id}/updates/{update_id}/withdraw")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Groups.ADMIN)
    @Operation(
            summary = "Take one update back: its text is forgotten, here and on the page and blog",
            description = "An incident's status is again that of the update before; components keep their states.")
    @APIResponse(
            responseCode = "200",
            description = "withdrawn",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Withdrawn.class)))
    public Response withdrawUpdate(
            @PathParam("id") String id,
            @PathParam("update_id") String updateId,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBody(required = true) Withdraw command) {
        Caller caller = callers.current();
        return idempotency.once(
                key,
                caller,
                path + "/" + id + "/updates/" + updateId + "/withdraw",
                command,
                () -> answer(withdrawals.withdrawUpdate(kind, id, updateId, command, new IfMatch(ifMatch), caller)));
    }

    private static Answer answer(Withdrawn withdrawn) {
        return new Answer(200, null, IfMatch.etag(withdrawn.version()), withdrawn);
    }
}

package org.incidentcomms.api.draft;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
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
import org.incidentcomms.api.incident.DraftView;
import org.incidentcomms.api.incident.IncidentPresenter;
import org.incidentcomms.api.incident.IncidentView;
import org.incidentcomms.api.incident.UpdateView;
import org.incidentcomms.api.request.HeldInOpenApi;
import org.incidentcomms.api.request.Page;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/** Endpoints for drafts, below incidents or maintenances. */
public abstract class DraftResource {
    private final Drafts drafts;
    private final DraftPublisher publishing;
    private final PublicationHold held;
    private final IncidentPresenter presenter;
    private final CallerProvider callers;
    private final IncidentKind kind;

    DraftResource(
            Drafts drafts,
            DraftPublisher publishing,
            PublicationHold held,
            IncidentPresenter presenter,
            CallerProvider callers,
            IncidentKind kind) {
        this.drafts = drafts;
        this.publishing = publishing;
        this.held = held;
        this.presenter = presenter;
        this.callers = callers;
        this.kind = kind;
    }

    @POST
    @Idempotent
    @Path("{id}/publish")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Groups.OPERATOR)
    @Operation(
            summary = "Publish a draft",
            description = "Validated and carried out like a request sent now. If-Match takes the version of the draft.")
    @APIResponse(
            responseCode = "200",
            description = "Published.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = IncidentView.class)))
    @APIResponse(responseCode = "202", ref = HeldInOpenApi.HELD_DRAFT)
    @APIResponse(responseCode = "410", ref = "Gone")
    public Response publish(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBody PublishDraft command) {
        var caller = callers.current();
        IfMatch expected = new IfMatch(ifMatch);
        return held.hold(kind, null, id, command.hold(), expected, caller)
                .map(presenter::held)
                .orElseGet(() -> presenter.one(publishing.publish(kind, id, expected, caller)));
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Groups.OPERATOR)
    @Operation(
            summary = "Delete a draft",
            description = "A published incident, maintenance or update cannot be deleted (409); an admin can "
                    + "withdraw it.")
    @APIResponse(responseCode = "204", description = "Deleted.")
    @APIResponse(responseCode = "410", ref = "Gone")
    @APIResponse(responseCode = "409", ref = "Conflict")
    public void delete(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        drafts.delete(kind, null, id, new IfMatch(ifMatch), callers.current());
    }

    @GET
    @Path("{id}/drafts")
    @RolesAllowed(Groups.VIEWER)
    @Operation(summary = "List the drafts of updates, scheduled ones too, newest first")
    @APIResponse(responseCode = "200", description = "OK")
    @APIResponse(responseCode = "410", ref = "Gone")
    @APIResponse(responseCode = "409", ref = "Conflict")
    public Page<DraftView> list(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return drafts.listOf(kind, id, Page.PageRequest.of(limit, cursor));
    }

    @POST
    @Idempotent
    @Path("{id}/updates/{update_id}/publish")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Groups.OPERATOR)
    @Operation(
            summary = "Publish a draft of an update",
            description = "Validated and carried out like a request sent now. If-Match takes the version of the draft.")
    @APIResponse(
            responseCode = "200",
            description = "Published.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = UpdateView.class)))
    @APIResponse(responseCode = "202", ref = HeldInOpenApi.HELD_DRAFT)
    @APIResponse(responseCode = "410", ref = "Gone")
    public Response publishUpdate(
            @PathParam("id") String id,
            @PathParam("update_id") String updateId,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBody PublishDraft command) {
        var caller = callers.current();
        IfMatch expected = new IfMatch(ifMatch);
        return held.hold(kind, id, updateId, command.hold(), expected, caller)
                .map(presenter::held)
                .orElseGet(() ->
                        presenter.update(publishing.publishUpdate(kind, id, updateId, expected, caller), updateId));
    }

    @DELETE
    @Path("{id}/updates/{update_id}")
    @RolesAllowed(Groups.OPERATOR)
    @Operation(
            summary = "Delete a draft of an update",
            description = "A published incident, maintenance or update cannot be deleted (409); an admin can "
                    + "withdraw it.")
    @APIResponse(responseCode = "204", description = "Deleted.")
    @APIResponse(responseCode = "410", ref = "Gone")
    @APIResponse(responseCode = "409", ref = "Conflict")
    public void deleteUpdate(
            @PathParam("id") String id,
            @PathParam("update_id") String updateId,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        drafts.delete(kind, id, updateId, new IfMatch(ifMatch), callers.current());
    }

    /** Below {@code /v1/incidents}. */
    @Path("/v1/incidents")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Tag(name = "Drafts", description = "Unpublished incidents, maintenances and updates")
    public static class OfIncidents extends DraftResource {
        OfIncidents(
                Drafts drafts,
                DraftPublisher publishing,
                PublicationHold held,
                IncidentPresenter presenter,
                CallerProvider callers) {
            super(drafts, publishing, held, presenter, callers, IncidentKind.INCIDENT);
        }
    }

    /** Below {@code /v1/maintenances}. */
    @Path("/v1/maintenances")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Tag(name = "Drafts", description = "Unpublished incidents, maintenances and updates")
    public static class OfMaintenances extends DraftResource {
        OfMaintenances(
                Drafts drafts,
                DraftPublisher publishing,
                PublicationHold held,
                IncidentPresenter presenter,
                CallerProvider callers) {
            super(drafts, publishing, held, presenter, callers, IncidentKind.MAINTENANCE);
        }
    }
}

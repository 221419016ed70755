package org.incidentcomms.api.draft;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.incidentcomms.api.access.Answer;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.access.Callers;
import org.incidentcomms.api.access.Groups;
import org.incidentcomms.api.access.Idempotency;
import org.incidentcomms.api.incident.DraftView;
import org.incidentcomms.api.incident.IncidentAnswers;
import org.incidentcomms.api.incident.IncidentView;
import org.incidentcomms.api.incident.UpdateView;
import org.incidentcomms.api.request.IfMatch;
import org.incidentcomms.api.request.Page;
import org.incidentcomms.events.Kind;
import org.jspecify.annotations.Nullable;

/** The paths that are about drafts alone, below incidents or maintenances. */
abstract class DraftPaths {
    private final Drafts drafts;
    private final Publishing publishing;
    private final IncidentAnswers answers;
    private final Idempotency idempotency;
    private final Callers callers;
    private final Kind kind;

    DraftPaths(
            Drafts drafts,
            Publishing publishing,
            IncidentAnswers answers,
            Idempotency idempotency,
            Callers callers,
            Kind kind) {
        this.drafts = drafts;
        this.publishing = publishing;
        this.answers = answers;
        this.idempotency = idempotency;
        this.callers = callers;
        this.kind = kind;
    }

    static String pathOf(Draft draft) {
        return pathOf(draft.kind(), draft.incidentId(), draft.id());
    }

    static String pathOf(Kind kind, @Nullable String incidentId, String id) {
        String all = kind == Kind.INCIDENT ? "/v1/incidents/" : "/v1/maintenances/";
        return incidentId == null ? all + id : all + incidentId + "/updates/" + id;
    }

    @POST
    @Path("{id}/publish")
    @RolesAllowed(Groups.OPERATOR)
    @Operation(
            summary = "Publish a draft: tell customers",
            description = "Carried out, and checked, as if it was posted now; If-Match is about the draft.")
    @APIResponse(
            responseCode = "200",
            description = "published",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = IncidentView.class)))
    public Response publish(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        Caller caller = callers.current();
        return idempotency.once(
                key,
                caller,
                pathOf(kind, null, id) + "/publish",
                Map.of(),
                () -> answers.changed(publishing.publish(kind, id, new IfMatch(ifMatch), caller)));
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Groups.OPERATOR)
    @Operation(
            summary = "Delete a draft",
            description = "What was announced cannot be deleted (409); an admin can withdraw it.")
    @APIResponse(responseCode = "204", description = "deleted")
    public void delete(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        drafts.delete(kind, null, id, new IfMatch(ifMatch), callers.current());
    }

    @GET
    @Path("{id}/drafts")
    @RolesAllowed(Groups.VIEWER)
    @Operation(summary = "Drafts of updates, also scheduled ones, newest first")
    public Page<DraftView> list(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        drafts.requirePublished(kind, id);
        return drafts.listOf(kind, id, Page.Wish.of(limit, cursor));
    }

    @POST
    @Path("{id}/updates/{update_id}/publish")
    @RolesAllowed(Groups.OPERATOR)
    @Operation(
            summary = "Publish the draft of an update: tell customers",
            description = "Carried out, and checked, as if it was posted now; If-Match is about the draft.")
    @APIResponse(
            responseCode = "200",
            description = "published",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = UpdateView.class)))
    public Response publishUpdate(
            @PathParam("id") String id,
            @PathParam("update_id") String updateId,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        Caller caller = callers.current();
        return idempotency.once(key, caller, pathOf(kind, id, updateId) + "/publish", Map.of(), () -> {
            Answer said = answers.said(publishing.publishUpdate(kind, id, updateId, new IfMatch(ifMatch), caller));
            return new Answer(200, null, said.etag(), said.body());
        });
    }

    @DELETE
    @Path("{id}/updates/{update_id}")
    @RolesAllowed(Groups.OPERATOR)
    @Operation(
            summary = "Delete the draft of an update",
            description = "What was announced cannot be deleted (409); an admin can withdraw it.")
    @APIResponse(responseCode = "204", description = "deleted")
    public void deleteUpdate(
            @PathParam("id") String id,
            @PathParam("update_id") String updateId,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        drafts.delete(kind, id, updateId, new IfMatch(ifMatch), callers.current());
    }
}

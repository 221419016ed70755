package org.incidentcomms.api.incident;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.incidentcomms.api.access.CallerProvider;
import org.incidentcomms.api.access.Groups;
import org.incidentcomms.api.access.Idempotent;
import org.incidentcomms.api.request.HeldInOpenApi;
import org.incidentcomms.api.request.JsonBodyReader;
import org.incidentcomms.api.request.MaxBody;
import org.incidentcomms.api.request.Page;
import org.incidentcomms.api.request.TemplateExpander.Use;
import org.incidentcomms.api.request.TemplatedRequestReader;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/** {@code /v1/incidents}. */
@Path("/v1/incidents")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Incidents", description = "Open and update incidents")
public class IncidentResource {
    private final Incidents incidents;
    private final Corrections corrections;
    private final IncidentPresenter presenter;
    private final TemplatedRequestReader commands;
    private final DraftRepository drafts;
    private final HeldPublications held;
    private final CallerProvider callers;

    IncidentResource(
            Incidents incidents,
            Corrections corrections,
            IncidentPresenter presenter,
            TemplatedRequestReader commands,
            DraftRepository drafts,
            HeldPublications held,
            CallerProvider callers) {
        this.incidents = incidents;
        this.corrections = corrections;
        this.presenter = presenter;
        this.commands = commands;
        this.drafts = drafts;
        this.held = held;
        this.callers = callers;
    }

    @POST
    @Idempotent
    @RolesAllowed(Groups.OPERATOR)
    @Operation(
            summary = "Open an incident",
            description = "After 201 the incident is stored durably and will be delivered.")
    @APIResponseSchema(value = IncidentView.class, responseCode = "201")
    @APIResponse(responseCode = "202", ref = HeldInOpenApi.HELD)
    @MaxBody(MaxBody.MESSAGE)
    public Response open(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = OpenIncident.class)))
                    JsonNode body) {
        var caller = callers.current();
        OpenIncident command = commands.read(body, OpenIncident.class, Use.INCIDENT);
        if (command.staysDraft()) {
            return presenter.kept(drafts.keep(IncidentKind.INCIDENT, null, command, IfMatch.ANY, caller));
        }
        return held.hold(IncidentKind.INCIDENT, null, command, IfMatch.ANY, caller)
                .map(presenter::held)
                .orElseGet(() -> presenter.made(incidents.open(command, caller)));
    }

    @GET
    @RolesAllowed(Groups.VIEWER)
    @Operation(summary = "List incidents, newest first")
    public Page<ListItem> list(
            @QueryParam("status")
                    @Parameter(
                            schema =
                                    @Schema(
                                            enumeration = {"open", "resolved", "all"},
                                            defaultValue = "all"))
                    @Nullable String status,
            @QueryParam("publication")
                    @Parameter(
                            schema =
                                    @Schema(
                                            enumeration = {"draft", "scheduled", "published"},
                                            defaultValue = "published"))
                    @Nullable String publication,
            @QueryParam("analysis_promised")
                    @Parameter(
                            description = "true: only those whose promised post-mortem is not published.",
                            schema =
                                    @Schema(
                                            enumeration = {"true", "false"},
                                            defaultValue = "false"))
                    @Nullable String analysisPromised,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return presenter.list(
                IncidentKind.INCIDENT,
                publication,
                IncidentPresenter.openOnly(status, "resolved"),
                IncidentPresenter.flag("analysis_promised", analysisPromised),
                Page.PageRequest.of(limit, cursor));
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Groups.VIEWER)
    @Operation(summary = "Get an incident with all its updates")
    @APIResponseSchema(value = IncidentView.class, responseCode = "200")
    @APIResponse(responseCode = "410", ref = "Gone")
    public Response get(@PathParam("id") String id) {
        return presenter.one(IncidentKind.INCIDENT, id);
    }

    @PATCH
    @Idempotent
    @Path("{id}")
    @Consumes({JsonBodyReader.MERGE_PATCH, MediaType.APPLICATION_JSON})
    @RolesAllowed(Groups.OPERATOR)
    @Operation(summary = "Change the title, impact, scope or promised next update without notifying anybody")
    @APIResponseSchema(value = IncidentView.class, responseCode = "200")
    @APIResponse(responseCode = "202", ref = HeldInOpenApi.TO_BE_APPROVED)
    @APIResponse(responseCode = "410", ref = "Gone")
    @MaxBody(MaxBody.MESSAGE)
    public Response edit(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = EditIncident.class)))
                    JsonNode patch) {
        var caller = callers.current();
        IfMatch expected = new IfMatch(ifMatch);
        if (drafts.holds(IncidentKind.INCIDENT, null, id)) {
            return presenter.draft(drafts.change(IncidentKind.INCIDENT, null, id, patch, expected, caller));
        }
        var edit = new PublishedChange(PublishedChange.Action.EDIT, null, patch);
        return held.hold(IncidentKind.INCIDENT, id, edit, expected, caller)
                .map(presenter::held)
                .orElseGet(() -> presenter.one(incidents.edit(id, patch, expected, caller)));
    }

    @POST
    @Idempotent
    @Path("{id}/updates")
    @RolesAllowed(Groups.OPERATOR)
    @Operation(summary = "Post an update to an incident")
    @APIResponseSchema(value = UpdateView.class, responseCode = "201")
    @APIResponse(responseCode = "202", ref = HeldInOpenApi.HELD)
    @APIResponse(responseCode = "410", ref = "Gone")
    @MaxBody(MaxBody.MESSAGE)
    public Response update(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = PostUpdate.class)))
                    JsonNode body) {
        var caller = callers.current();
        PostUpdate command =
                commands.readUpdate(body, PostUpdate.class, () -> presenter.title(IncidentKind.INCIDENT, id));
        IfMatch expected = new IfMatch(ifMatch);
        if (command.staysDraft()) {
            return presenter.kept(drafts.keep(IncidentKind.INCIDENT, id, command, expected, caller));
        }
        return held.hold(IncidentKind.INCIDENT, id, command, expected, caller)
                .map(presenter::held)
                .orElseGet(() -> presenter.said(incidents.update(id, command, expected, caller)));
    }

    @GET
    @Path("{id}/updates/{update_id}")
    @RolesAllowed(Groups.VIEWER)
    @Operation(summary = "Get an update")
    @APIResponseSchema(value = UpdateView.class, responseCode = "200")
    @APIResponse(responseCode = "410", ref = "Gone")
    public Response getUpdate(@PathParam("id") String id, @PathParam("update_id") String updateId) {
        return presenter.update(IncidentKind.INCIDENT, id, updateId);
    }

    @PATCH
    @Idempotent
    @Path("{id}/updates/{update_id}")
    @Consumes({JsonBodyReader.MERGE_PATCH, MediaType.APPLICATION_JSON})
    @RolesAllowed(Groups.OPERATOR)
    @Operation(summary = "Correct an update, silently or announced")
    @APIResponseSchema(value = UpdateView.class, responseCode = "200")
    @APIResponse(responseCode = "202", ref = HeldInOpenApi.TO_BE_APPROVED)
    @APIResponse(responseCode = "410", ref = "Gone")
    @MaxBody(MaxBody.MESSAGE)
    public Response correct(
            @PathParam("id") String id,
            @PathParam("update_id") String updateId,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = CorrectUpdate.class)))
                    JsonNode patch) {
        var caller = callers.current();
        IfMatch expected = new IfMatch(ifMatch);
        if (drafts.holds(IncidentKind.INCIDENT, id, updateId)) {
            return presenter.draft(drafts.change(IncidentKind.INCIDENT, id, updateId, patch, expected, caller));
        }
        var correction = new PublishedChange(PublishedChange.Action.CORRECT, updateId, patch);
        return held.hold(IncidentKind.INCIDENT, id, correction, expected, caller)
                .map(presenter::held)
                .orElseGet(() -> presenter.update(
                        corrections.correct(IncidentKind.INCIDENT, id, updateId, patch, expected, caller), updateId));
    }
}

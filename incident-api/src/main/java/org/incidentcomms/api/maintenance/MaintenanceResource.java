package org.incidentcomms.api.maintenance;

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
import org.incidentcomms.api.incident.CorrectUpdate;
import org.incidentcomms.api.incident.Corrections;
import org.incidentcomms.api.incident.DraftRepository;
import org.incidentcomms.api.incident.HeldPublications;
import org.incidentcomms.api.incident.IncidentPresenter;
import org.incidentcomms.api.incident.ListItem;
import org.incidentcomms.api.incident.PostUpdate;
import org.incidentcomms.api.incident.PublishedChange;
import org.incidentcomms.api.incident.UpdateView;
import org.incidentcomms.api.request.HeldInOpenApi;
import org.incidentcomms.api.request.JsonBodyReader;
import org.incidentcomms.api.request.MaxBody;
import org.incidentcomms.api.request.Page;
import org.incidentcomms.api.request.TemplateExpander.Use;
import org.incidentcomms.api.request.TemplatedRequestReader;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/** {@code /v1/maintenances}. */
@Path("/v1/maintenances")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Maintenances", description = "Announce, reschedule and report maintenance")
public class MaintenanceResource {
    private final Maintenances maintenances;
    private final Corrections corrections;
    private final MaintenancePresenter maintenancePresenter;
    private final IncidentPresenter presenter;
    private final TemplatedRequestReader commands;
    private final DraftRepository drafts;
    private final HeldPublications held;
    private final JsonColumns documents;
    private final CallerProvider callers;

    MaintenanceResource(
            Maintenances maintenances,
            Corrections corrections,
            MaintenancePresenter maintenancePresenter,
            IncidentPresenter presenter,
            TemplatedRequestReader commands,
            DraftRepository drafts,
            HeldPublications held,
            JsonColumns documents,
            CallerProvider callers) {
        this.maintenances = maintenances;
        this.corrections = corrections;
        this.maintenancePresenter = maintenancePresenter;
        this.presenter = presenter;
        this.commands = commands;
        this.drafts = drafts;
        this.held = held;
        this.documents = documents;
        this.callers = callers;
    }

    @POST
    @Idempotent
    @RolesAllowed(Groups.OPERATOR)
    @Operation(
            summary = "Announce a maintenance",
            description = "After 201 the incident is stored durably and will be delivered.")
    @APIResponseSchema(value = MaintenanceView.class, responseCode = "201")
    @APIResponse(responseCode = "202", ref = HeldInOpenApi.HELD)
    @MaxBody(MaxBody.MESSAGE)
    public Response announce(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = AnnounceMaintenance.class)))
                    JsonNode body) {
        var caller = callers.current();
        AnnounceMaintenance command = commands.read(body, AnnounceMaintenance.class, Use.MAINTENANCE);
        if (command.staysDraft()) {
            return presenter.kept(drafts.keep(IncidentKind.MAINTENANCE, null, command, IfMatch.ANY, caller));
        }
        return held.hold(IncidentKind.MAINTENANCE, null, command, IfMatch.ANY, caller)
                .map(presenter::held)
                .orElseGet(() -> maintenancePresenter.made(maintenances.announce(command, caller)));
    }

    @GET
    @RolesAllowed(Groups.VIEWER)
    @Operation(
            summary = "List maintenances, newest first; upcoming ones and calendars soonest first",
            description = "With from or to: maintenances whose window overlaps that time. Drafts can be filtered "
                    + "by publication only.")
    public Page<ListItem> list(
            @QueryParam("status")
                    @Parameter(
                            schema =
                                    @Schema(
                                            enumeration = {"upcoming", "active", "past", "open", "ended", "all"},
                                            defaultValue = "all"))
                    @Nullable String status,
            @QueryParam("publication")
                    @Parameter(
                            schema =
                                    @Schema(
                                            enumeration = {"draft", "scheduled", "published"},
                                            defaultValue = "published"))
                    @Nullable String publication,
            @QueryParam("from") @Parameter(example = "2028-08-01T00:00:00-07:00") @Nullable String from,
            @QueryParam("to") @Parameter(example = "2028-09-01T00:00:00-07:00") @Nullable String to,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return maintenancePresenter.list(
                MaintenanceQuery.of(status, from, to, Page.PageRequest.of(limit, cursor)), publication);
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Groups.VIEWER)
    @Operation(summary = "Get a maintenance with all its updates")
    @APIResponseSchema(value = MaintenanceView.class, responseCode = "200")
    @APIResponse(responseCode = "410", ref = "Gone")
    public Response get(@PathParam("id") String id) {
        return maintenancePresenter.one(id);
    }

    @PATCH
    @Idempotent
    @Path("{id}")
    @Consumes({JsonBodyReader.MERGE_PATCH, MediaType.APPLICATION_JSON})
    @RolesAllowed(Groups.OPERATOR)
    @Operation(
            summary = "Reschedule a maintenance, or change its title, impact, components or automation",
            description = "A new window is announced with the old one. Changed components are announced if a "
                    + "message is given; other changes notify nobody.")
    @APIResponseSchema(value = MaintenanceView.class, responseCode = "200")
    @APIResponse(responseCode = "202", ref = HeldInOpenApi.TO_BE_APPROVED)
    @APIResponse(responseCode = "410", ref = "Gone")
    @MaxBody(MaxBody.MESSAGE)
    public Response change(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = ChangeMaintenance.class)))
                    JsonNode patch) {
        var caller = callers.current();
        IfMatch expected = new IfMatch(ifMatch);
        if (drafts.holds(IncidentKind.MAINTENANCE, null, id)) {
            return presenter.draft(drafts.change(IncidentKind.MAINTENANCE, null, id, patch, expected, caller));
        }
        var change = new PublishedChange(PublishedChange.Action.RESCHEDULE, null, patch);
        return held.hold(IncidentKind.MAINTENANCE, id, change, expected, caller)
                .map(presenter::held)
                .orElseGet(() -> maintenancePresenter.one(maintenances.change(id, patch, expected, caller)));
    }

    @POST
    @Idempotent
    @Path("{id}/updates")
    @RolesAllowed(Groups.OPERATOR)
    @Operation(summary = "Post an update to a maintenance")
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
                commands.readUpdate(body, PostUpdate.class, () -> presenter.title(IncidentKind.MAINTENANCE, id));
        IfMatch expected = new IfMatch(ifMatch);
        if (command.staysDraft()) {
            return presenter.kept(drafts.keep(IncidentKind.MAINTENANCE, id, command, expected, caller));
        }
        return held.hold(IncidentKind.MAINTENANCE, id, command, expected, caller)
                .map(presenter::held)
                .orElseGet(() -> presenter.said(maintenances.update(id, command, expected, caller)));
    }

    @POST
    @Idempotent
    @Path("{id}/cancel")
    @RolesAllowed(Groups.OPERATOR)
    @Operation(summary = "Cancel a maintenance, or its whole series")
    @APIResponseSchema(value = MaintenanceView.class, responseCode = "200")
    @APIResponse(responseCode = "202", ref = HeldInOpenApi.TO_BE_APPROVED)
    @APIResponse(responseCode = "410", ref = "Gone")
    @MaxBody(MaxBody.MESSAGE)
    public Response cancel(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBody(required = true) CancelMaintenance command) {
        var caller = callers.current();
        IfMatch expected = new IfMatch(ifMatch);
        var cancellation = new PublishedChange(PublishedChange.Action.CANCEL, null, documents.tree(command));
        return held.hold(IncidentKind.MAINTENANCE, id, cancellation, expected, caller)
                .map(presenter::held)
                .orElseGet(() -> maintenancePresenter.one(maintenances.cancel(id, command, expected, caller)));
    }

    @GET
    @Path("{id}/updates/{update_id}")
    @RolesAllowed(Groups.VIEWER)
    @Operation(summary = "Get an update")
    @APIResponseSchema(value = UpdateView.class, responseCode = "200")
    @APIResponse(responseCode = "410", ref = "Gone")
    public Response getUpdate(@PathParam("id") String id, @PathParam("update_id") String updateId) {
        return presenter.update(IncidentKind.MAINTENANCE, id, updateId);
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
        if (drafts.holds(IncidentKind.MAINTENANCE, id, updateId)) {
            return presenter.draft(drafts.change(IncidentKind.MAINTENANCE, id, updateId, patch, expected, caller));
        }
        var correction = new PublishedChange(PublishedChange.Action.CORRECT, updateId, patch);
        return held.hold(IncidentKind.MAINTENANCE, id, correction, expected, caller)
                .map(presenter::held)
                .orElseGet(() -> presenter.update(
                        corrections.correct(IncidentKind.MAINTENANCE, id, updateId, patch, expected, caller),
                        updateId));
    }
}

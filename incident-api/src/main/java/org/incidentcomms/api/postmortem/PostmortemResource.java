package org.incidentcomms.api.postmortem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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
import org.incidentcomms.api.incident.HeldPublications;
import org.incidentcomms.api.incident.PageLinks;
import org.incidentcomms.api.incident.PublishedChange;
import org.incidentcomms.api.request.HeldInOpenApi;
import org.incidentcomms.api.request.MaxBody;
import org.incidentcomms.api.request.RequestReader.OptionalBody;
import org.incidentcomms.api.request.Responses;
import org.incidentcomms.api.request.TemplatedRequestReader;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/** Endpoints for the post-mortem of an incident or maintenance. Entity tags are the post-mortem's own. */
public abstract class PostmortemResource {
    private final Postmortems postmortems;
    private final TemplatedRequestReader commands;
    private final HeldPublications held;
    private final PageLinks links;
    private final CallerProvider callers;
    private final IncidentKind kind;

    PostmortemResource(
            Postmortems postmortems,
            TemplatedRequestReader commands,
            HeldPublications held,
            PageLinks links,
            CallerProvider callers,
            IncidentKind kind) {
        this.commands = commands;
        this.postmortems = postmortems;
        this.held = held;
        this.links = links;
        this.callers = callers;
        this.kind = kind;
    }

    /** The request is optional. */
    @Schema(examples = "{}", additionalProperties = Schema.False.class)
    public record Nothing() implements OptionalBody {}

    @GET
    @Path("{id}/postmortem")
    @RolesAllowed(Groups.VIEWER)
    @Operation(summary = "Get the post-mortem: its draft and its published text")
    @APIResponse(
            responseCode = "200",
            description = "The resource after the change.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PostmortemView.class)))
    @APIResponse(responseCode = "410", ref = "Gone")
    public Response get(@PathParam("id") String id) {
        return answer(postmortems.get(kind, id));
    }

    @PUT
    @Path("{id}/postmortem")
    @RolesAllowed(Groups.OPERATOR)
    @Operation(
            summary = "Write the draft of the post-mortem",
            description = "Possible at any time. A published post-mortem stays as customers see it until it is "
                    + "published again.")
    @APIResponse(
            responseCode = "200",
            description = "The resource after the change.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PostmortemView.class)))
    @APIResponse(responseCode = "410", ref = "Gone")
    @MaxBody(MaxBody.ANALYSIS)
    public Response write(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = WritePostmortem.class)))
                    JsonNode body) {
        WritePostmortem command =
                commands.readPostmortem(body, WritePostmortem.class, () -> postmortems.title(kind, id));
        return answer(postmortems.write(kind, id, command, new IfMatch(ifMatch), callers.current()));
    }

    @POST
    @Idempotent
    @Path("{id}/postmortem/publish")
    @RolesAllowed(Groups.OPERATOR)
    @Operation(
            summary = "Publish the post-mortem",
            description = "The incident must be over. Publishing a changed draft again updates page and blog "
                    + "post and notifies nobody; to notify people again, withdraw it first.")
    @APIResponse(responseCode = "202", ref = HeldInOpenApi.TO_BE_APPROVED)
    @APIResponse(
            responseCode = "200",
            description = "The resource after the change.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PostmortemView.class)))
    @APIResponse(responseCode = "410", ref = "Gone")
    public Response publish(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBody Nothing nothing) {
        var caller = callers.current();
        IfMatch expected = new IfMatch(ifMatch);
        var publication =
                new PublishedChange(PublishedChange.Action.POSTMORTEM, null, JsonNodeFactory.instance.objectNode());
        return held.hold(kind, id, publication, expected, caller)
                .map(draft -> Responses.accepted(draft.path(), draft, draft.etag()))
                .orElseGet(() -> answer(postmortems.publish(kind, id, expected, caller)));
    }

    @POST
    @Idempotent
    @Path("{id}/postmortem/withdraw")
    @RolesAllowed(Groups.OPERATOR)
    @Operation(
            summary = "Withdraw the post-mortem",
            description = "Removes it from the status page and blog and stops deliveries that have not been "
                    + "sent. The draft stays.")
    @APIResponse(
            responseCode = "200",
            description = "The resource after the change.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PostmortemView.class)))
    @APIResponse(responseCode = "410", ref = "Gone")
    public Response withdraw(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBody Nothing nothing) {
        return answer(postmortems.withdraw(kind, id, new IfMatch(ifMatch), callers.current()));
    }

    private Response answer(Postmortems.Shown shown) {
        return Responses.ok(
                PostmortemView.of(shown, links, postmortems.isAsWritten(shown)),
                IfMatch.etag(shown.written().version()));
    }

    /** Below {@code /v1/incidents}. */
    @Path("/v1/incidents")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Tag(name = "Post-mortems", description = "Post-mortems of incidents and maintenances")
    public static class OfIncidents extends PostmortemResource {
        OfIncidents(
                Postmortems postmortems,
                TemplatedRequestReader commands,
                HeldPublications held,
                PageLinks links,
                CallerProvider callers) {
            super(postmortems, commands, held, links, callers, IncidentKind.INCIDENT);
        }
    }

    /** Below {@code /v1/maintenances}. */
    @Path("/v1/maintenances")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Tag(name = "Post-mortems", description = "Post-mortems of incidents and maintenances")
    public static class OfMaintenances extends PostmortemResource {
        OfMaintenances(
                Postmortems postmortems,
                TemplatedRequestReader commands,
                HeldPublications held,
                PageLinks links,
                CallerProvider callers) {
            super(postmortems, commands, held, links, callers, IncidentKind.MAINTENANCE);
        }
    }
}

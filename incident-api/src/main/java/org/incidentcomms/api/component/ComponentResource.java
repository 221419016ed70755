package org.incidentcomms.api.component;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
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
import org.incidentcomms.api.request.JsonBodyReader;
import org.incidentcomms.api.request.Page;
import org.incidentcomms.api.request.Responses;
import org.incidentcomms.events.Component;
import org.incidentcomms.service.request.IfMatch;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /v1/components}. */
@Path("/v1/components")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Components", description = "Parts of the product whose status the status page shows")
public class ComponentResource {
    private final Components components;
    private final Uptimes uptimes;
    private final CallerProvider callers;

    ComponentResource(Components components, Uptimes uptimes, CallerProvider callers) {
        this.components = components;
        this.uptimes = uptimes;
        this.callers = callers;
    }

    @POST
    @Idempotent
    @RolesAllowed(Groups.OPERATOR)
    @Operation(summary = "Add a component")
    @APIResponseSchema(value = Component.class, responseCode = "201")
    public Response add(
            @HeaderParam("Idempotency-Key") @Nullable String key, @RequestBody(required = true) ComponentInput fields) {
        Component added = components.add(fields, callers.current());
        return Responses.created("/v1/components/" + added.id(), added, IfMatch.etag(added.version()));
    }

    @GET
    @RolesAllowed(Groups.VIEWER)
    @Operation(
            summary = "List the components in the order of the status page",
            description =
                    "The ETag is the version of the order; send it as If-Match with PUT " + "/v1/components/order.")
    public RestResponse<Page<Component>> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        Page.PageRequest wish = Page.PageRequest.of(limit, cursor);
        List<Component> all = components.list();
        return ordered(wish.pageOf(all, Component::id), all);
    }

    @PUT
    @Path("order")
    @RolesAllowed(Groups.OPERATOR)
    @Operation(
            summary = "Reorder all components",
            description = "The body names every component; each gets the group and position of its place in the "
                    + "list. Returns the list. If-Match takes the ETag of GET /v1/components; 412 if the "
                    + "order changed since, or a component was added, deleted or regrouped.")
    public RestResponse<Page<Component>> order(
            @HeaderParam("If-Match") @Nullable String ifMatch, @RequestBody(required = true) OrderComponents command) {
        List<Component> all = components.order(command, new IfMatch(ifMatch), callers.current());
        return ordered(new Page<>(all, null), all);
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Groups.VIEWER)
    @Operation(summary = "Get a component")
    @APIResponseSchema(value = Component.class, responseCode = "200")
    public Response get(@PathParam("id") String id) {
        return withETag(components.get(id));
    }

    @GET
    @Path("{id}/uptime")
    @RolesAllowed(Groups.VIEWER)
    @Operation(
            summary = "Get the status and uptime of a component per day",
            description = "Computed from the recorded status changes. Back-filled incidents change no component "
                    + "status, so they do not count.")
    public Uptime uptime(
            @PathParam("id") String id,
            @QueryParam("days")
                    @Parameter(
                            description = "Number of days, including today.",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "366",
                                            defaultValue = "90"))
                    @Nullable String days) {
        return uptimes.of(id, days);
    }

    @PATCH
    @Path("{id}")
    @Consumes({JsonBodyReader.MERGE_PATCH, MediaType.APPLICATION_JSON})
    @RolesAllowed(Groups.OPERATOR)
    @Operation(summary = "Update a component")
    @APIResponseSchema(value = Component.class, responseCode = "200")
    public Response change(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ComponentInput.class)))
                    JsonNode patch) {
        return withETag(components.change(id, patch, new IfMatch(ifMatch), callers.current()));
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Groups.OPERATOR)
    @Operation(summary = "Delete a component")
    @APIResponse(responseCode = "204", description = "Deleted.")
    public void delete(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        components.delete(id, new IfMatch(ifMatch), callers.current());
    }

    private static RestResponse<Page<Component>> ordered(Page<Component> page, List<Component> all) {
        return RestResponse.ResponseBuilder.ok(page)
                .header("ETag", ComponentOrder.etag(all))
                .build();
    }

    private static Response withETag(Component component) {
        return Responses.ok(component, IfMatch.etag(component.version()));
    }
}

package org.incidentcomms.api.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import java.util.Arrays;
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
import org.incidentcomms.api.request.JsonBodyReader;
import org.incidentcomms.api.request.MaxBody;
import org.incidentcomms.api.request.Page;
import org.incidentcomms.api.request.Responses;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/** {@code /v1/templates}. */
@Path("/v1/templates")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(
        name = "Templates",
        description = "Prepared texts. Name one as template, with its variables, in a request that opens or "
                + "updates. Built-in variables: title, company, support, sign_off, x_handle, "
                + "status_page_url, today, time.")
public class TemplateResource {
    private final Templates templates;
    private final DefaultTexts defaults;
    private final CallerProvider callers;

    TemplateResource(Templates templates, DefaultTexts defaults, CallerProvider callers) {
        this.templates = templates;
        this.defaults = defaults;
        this.callers = callers;
    }

    @POST
    @Idempotent
    @RolesAllowed(Groups.OPERATOR)
    @Operation(
            summary = "Add a template",
            description = "Texts may contain {{variables}}; a name consists of a-z, 0-9 and _.")
    @APIResponseSchema(value = Template.class, responseCode = "201")
    @MaxBody(MaxBody.MESSAGE)
    public Response add(
            @HeaderParam("Idempotency-Key") @Nullable String key, @RequestBody(required = true) TemplateFields fields) {
        Template added = templates.add(fields, callers.current());
        return Responses.created("/v1/templates/" + added.id(), added, IfMatch.etag(added.version()));
    }

    @GET
    @RolesAllowed(Groups.VIEWER)
    @Operation(summary = "List templates by name")
    public Page<Template> list(
            @QueryParam("kind")
                    @Parameter(schema = @Schema(enumeration = {"incident", "update", "maintenance"}))
                    @Nullable String kind,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return Page.PageRequest.of(limit, cursor).pageOf(templates.list(kindOf(kind)), Template::id);
    }

    @GET
    @Path("defaults")
    @RolesAllowed(Groups.VIEWER)
    @Operation(
            summary = "List the usual text of each status",
            description = "For an update where no template is chosen. The console proposes it.")
    public Page<DefaultTexts.DefaultText> defaults() {
        return new Page<>(defaults.all(), null);
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Groups.VIEWER)
    @Operation(summary = "Get a template and the variables it needs")
    @APIResponseSchema(value = Template.class, responseCode = "200")
    public Response get(@PathParam("id") String id) {
        return withETag(templates.get(id));
    }

    @PATCH
    @Path("{id}")
    @Consumes({JsonBodyReader.MERGE_PATCH, MediaType.APPLICATION_JSON})
    @RolesAllowed(Groups.OPERATOR)
    @Operation(summary = "Update a template")
    @APIResponseSchema(value = Template.class, responseCode = "200")
    @APIResponse(responseCode = "409", ref = "Conflict")
    @MaxBody(MaxBody.MESSAGE)
    public Response change(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = TemplateFields.class)))
                    JsonNode patch) {
        return withETag(templates.change(id, patch, new IfMatch(ifMatch), callers.current()));
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Groups.OPERATOR)
    @Operation(summary = "Delete a template")
    @APIResponse(responseCode = "204", description = "Deleted.")
    public void delete(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        templates.delete(id, new IfMatch(ifMatch), callers.current());
    }

    private static @Nullable TemplateKind kindOf(@Nullable String wire) {
        if (wire == null) {
            return null;
        }
        return Arrays.stream(TemplateKind.values())
                .filter(kind -> kind.wire().equals(wire))
                .findFirst()
                .orElseThrow(
                        () -> Problems.invalid("kind", "must be one of incident, update, maintenance, postmortem"));
    }

    private static Response withETag(Template template) {
        return Responses.ok(template, IfMatch.etag(template.version()));
    }
}

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
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.incidentcomms.api.access.Answer;
import org.incidentcomms.api.access.Callers;
import org.incidentcomms.api.access.Groups;
import org.incidentcomms.api.access.Idempotency;
import org.incidentcomms.api.problem.Problems;
import org.incidentcomms.api.request.IfMatch;
import org.incidentcomms.api.request.JsonBodyReader;
import org.incidentcomms.api.request.Page;
import org.jspecify.annotations.Nullable;

/** {@code /v1/templates}. */
@Path("/v1/templates")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(
        name = "Templates",
        description = "Texts written on a quiet day: name one as template, with its variables, when you post. Built-in"
                + " variables: title, company, support, sign_off, x_handle, status_page_url, today, time.")
public class TemplateResource {
    private final Templates templates;
    private final Idempotency idempotency;
    private final Callers callers;

    TemplateResource(Templates templates, Idempotency idempotency, Callers callers) {
        this.templates = templates;
        this.idempotency = idempotency;
        this.callers = callers;
    }

    @POST
    @RolesAllowed(Groups.OPERATOR)
    @Operation(summary = "Add a template", description = "Its texts may hold {{variables}}: a-z, 0-9 and _.")
    @APIResponseSchema(value = Template.class, responseCode = "201")
    public Response add(
            @HeaderParam("Idempotency-Key") @Nullable String key, @RequestBody(required = true) TemplateFields fields) {
        var caller = callers.current();
        return idempotency.once(key, caller, "/v1/templates", fields, () -> {
            Template added = templates.add(fields, caller);
            return new Answer(201, "/v1/templates/" + added.id(), IfMatch.etag(added.version()), added);
        });
    }

    @GET
    @RolesAllowed(Groups.VIEWER)
    @Operation(summary = "Templates, by name")
    public Page<Template> list(
            @QueryParam("kind")
                    @Parameter(schema = @Schema(enumeration = {"incident", "update", "maintenance"}))
                    @Nullable String kind,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Page.Wish wish = Page.Wish.of(limit, cursor);
        List<Template> all = templates.list(kindOf(kind));
        int from = 0;
        if (cursor != null) {
            from = all.stream().map(Template::id).toList().indexOf(cursor) + 1;
            if (from == 0) {
                throw Problems.invalid("cursor", "must be a next_cursor of this list");
            }
        }
        return wish.page(
                all.subList(from, Math.min(all.size(), from + wish.toFetch())), Template::id, Function.identity());
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Groups.VIEWER)
    @Operation(summary = "One template, and the variables it needs")
    @APIResponseSchema(value = Template.class, responseCode = "200")
    public Response get(@PathParam("id") String id) {
        return withETag(templates.get(id));
    }

    @PATCH
    @Path("{id}")
    @Consumes({JsonBodyReader.MERGE_PATCH, MediaType.APPLICATION_JSON})
    @RolesAllowed(Groups.OPERATOR)
    @Operation(summary = "Change a template (RFC 7396: null removes a field)")
    @APIResponseSchema(value = Template.class, responseCode = "200")
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
    @Operation(summary = "Delete a template; what was made of it stays")
    @APIResponse(responseCode = "204", description = "deleted")
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
                .orElseThrow(() -> Problems.invalid("kind", "must be one of incident, update, maintenance"));
    }

    private static Response withETag(Template template) {
        return Response.ok(template)
                .header("ETag", IfMatch.etag(template.version()))
                .build();
    }
}

package org.incidentcomms.api.access;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.incidentcomms.api.access.AuditStore.AuditEntry;
import org.incidentcomms.api.access.AuditStore.AuditFilter;
import org.incidentcomms.api.request.Page;
import org.incidentcomms.api.request.Rfc3339;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/** {@code /v1/audit}. */
@Path("/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Audit")
public class AuditResource {
    private static final Pattern ACTION = Pattern.compile("[a-z_]{1,40}([.][a-z_]{1,40})?");

    private final AuditStore store;

    AuditResource(AuditStore store) {
        this.store = store;
    }

    @GET
    @RolesAllowed(Groups.OPERATOR)
    @Operation(
            summary = "List the audit trail, newest first",
            description = "Includes refused requests (request.refused, with method, path, status and problem). "
                    + "Of many refusals in one minute only some are kept; left_out tells how many are "
                    + "missing.")
    public Page<AuditEntry> list(
            @QueryParam("resource")
                    @Parameter(description = "Only entries about the incident, maintenance or component with this id.")
                    @Nullable String resourceId,
            @QueryParam("actor") @Parameter(description = "Only entries of the actor with this token name.") @Nullable String actor,
            @QueryParam("since")
                    @Parameter(
                            description = "Only entries at or after this time.",
                            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
                    @Nullable String since,
            @QueryParam("until")
                    @Parameter(
                            description = "Only entries before this time.",
                            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
                    @Nullable String until,
            @QueryParam("action")
                    @Parameter(
                            description =
                                    "Only entries of this action, such as incident.opened, or of all actions that "
                                            + "begin with this word, such as incident.",
                            example = "incident.opened")
                    @Nullable String action,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Page.PageRequest wish = Page.PageRequest.of(limit, cursor);
        if (action != null && !ACTION.matcher(action).matches()) {
            throw Problems.invalid(
                    "action", "must be an action of the trail, such as incident.opened, or its first word");
        }
        var filter = new AuditFilter(
                resourceId, actor, action, Rfc3339.parameter("since", since), Rfc3339.parameter("until", until));
        var entries = store.list(filter, seqOf(cursor), wish.toFetch());
        return wish.page(entries, entry -> Long.toString(entry.seq()), Function.identity());
    }

    private static long seqOf(@Nullable String cursor) {
        if (cursor == null) {
            return Long.MAX_VALUE;
        }
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw Problems.invalid("cursor", "must be a next_cursor of this list");
        }
    }
}

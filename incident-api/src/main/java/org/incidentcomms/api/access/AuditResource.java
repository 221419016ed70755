package org.incidentcomms.api.access;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.incidentcomms.api.problem.Problems;
import org.incidentcomms.api.request.Page;
import org.jspecify.annotations.Nullable;

/** {@code /v1/audit}. */
@Path("/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Audit")
public class AuditResource {
    private final AuditStore store;

    AuditResource(AuditStore store) {
        this.store = store;
    }

    @GET
    @RolesAllowed(Groups.OPERATOR)
    @Operation(summary = "Who did what, when, from where; newest first")
    public Page<AuditEntry> list(
            @QueryParam("resource") @Nullable String resourceId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Page.Wish wish = Page.Wish.of(limit, cursor);
        var entries = store.list(resourceId, seqOf(cursor), wish.toFetch());
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

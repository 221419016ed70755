package org.incidentcomms.email.subscriber;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.incidentcomms.events.GroupId;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/** The groups of customers an incident can be limited to. */
@Path("/v1/groups")
@Tag(name = "Subscribers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"viewer", "operator", "admin"})
@RunOnVirtualThread
public class GroupResource {
    private final GroupStore groups;

    GroupResource(GroupStore groups) {
        this.groups = groups;
    }

    /** One page; {@code next_cursor} is null on the last. */
    public record Page(
            List<GroupStore.Group> items,
            @JsonProperty("next_cursor") @Nullable String nextCursor) {}

    @GET
    @Operation(summary = "List the groups that subscribers are in, by id, with the number of subscribers")
    public Page list(
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit,
            @QueryParam("cursor") @DefaultValue("") String cursor) {
        if (!cursor.isEmpty() && !GroupId.isValid(cursor)) {
            throw Problems.invalid("cursor", "must be the next_cursor of an earlier response");
        }
        List<GroupStore.Group> page = groups.page(cursor, limit + 1);
        boolean more = page.size() > limit;
        List<GroupStore.Group> shown = more ? page.subList(0, limit) : page;
        return new Page(shown, more ? shown.getLast().id() : null);
    }
}

package org.incidentcomms.api.console;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.incidentcomms.api.access.CallerProvider;
import org.incidentcomms.api.access.Groups;
import org.jspecify.annotations.Nullable;

/** {@code /v1/me}: for the console, and for finding out why a call is refused. */
@Path("/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Access", description = "The caller's token and roles")
public class MeResource {
    private final CallerProvider callers;
    private final SecurityIdentity identity;

    MeResource(CallerProvider callers, SecurityIdentity identity) {
        this.callers = callers;
        this.identity = identity;
    }

    @GET
    @RolesAllowed(Groups.VIEWER)
    @Operation(summary = "Get the name, groups and expiry of the caller's token")
    public Me me() {
        List<String> groups = Stream.of(Groups.VIEWER, Groups.OPERATOR, Groups.ADMIN)
                .filter(identity::hasRole)
                .toList();
        return new Me(callers.current().name(), groups, callers.tokenExpiry());
    }

    /** The identity of a token. */
    public record Me(
            @Schema(description = "The name recorded in the audit trail.", examples = "alex.mann")
            String name,

            @Schema(
                    description = "Groups of the token, including implied ones.",
                    examples = "[\"viewer\", \"operator\"]")
            List<String> groups,

            @Schema(description = "Expiry of the token.") @Nullable Instant expiresAt) {}
}

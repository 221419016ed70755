package org.incidentcomms.email.delivery;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What one subscriber was sent, and why not, for operators. */
@Path("/v1/subscribers")
@Tag(name = "Deliveries")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"operator", "admin"})
@RunOnVirtualThread
public class SubscriberDeliveryResource {
    private final RecipientDeliveryStore store;

    SubscriberDeliveryResource(RecipientDeliveryStore store) {
        this.store = store;
    }

    @GET
    @Path("/{id}/deliveries")
    @Operation(
            summary = "List what a subscriber was sent, and for each other event why not, the newest first. Why"
                    + " somebody was not told is judged by their state and choices as they are now")
    public DeliveryPage list(
            @PathParam("id") @Min(1) long id,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return DeliveryPage.of(
                store.ofSubscriber(id, DeliveryPosition.of(cursor).plan(), limit + 1), limit);
    }
}

package org.incidentcomms.email.delivery;

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
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.incidentcomms.email.delivery.RecipientDelivery.State;
import org.incidentcomms.email.delivery.RecipientDeliveryStore.Filter;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/** What became of each mail, for operators. Subscribers are named by id only. */
@Path("/v1/deliveries")
@Tag(name = "Deliveries")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"operator", "admin"})
@RunOnVirtualThread
public class RecipientDeliveryResource {
    private final RecipientDeliveryStore store;

    RecipientDeliveryResource(RecipientDeliveryStore store) {
        this.store = store;
    }

    @GET
    @Operation(
            summary = "List what became of an event, an incident or a subscriber's mails, one item for each recipient:"
                    + " the newest event first. Recipients that no attempt was made for yet are not listed")
    public DeliveryPage list(
            @QueryParam("event") @Nullable String event,
            @QueryParam("incident") @Nullable String incident,
            @QueryParam("subscriber") @Nullable Long subscriber,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        if (event == null && incident == null && subscriber == null) {
            throw Problems.invalid("event", "or incident or subscriber is required");
        }
        DeliveryPosition after = DeliveryPosition.of(cursor);
        Filter filter = new Filter(event, incident, subscriber, state(state), after);
        return DeliveryPage.of(store.recorded(filter, limit + 1), limit);
    }

    private static @Nullable State state(@Nullable String name) {
        if (name == null) {
            return null;
        }
        return switch (name) {
            case "delivered", "failed", "skipped", "pending" -> State.valueOf(name.toUpperCase(Locale.ROOT));
            default -> throw Problems.invalid("state", "must be one of delivered, failed, skipped, pending");
        };
    }
}

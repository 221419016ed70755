package org.incidentcomms.email.subscriber;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The only call of the update list for viewers: numbers are no personal data. */
@Path("/v1/subscribers/summary")
@Tag(name = "Subscribers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"viewer", "operator", "admin"})
@RunOnVirtualThread
public class SubscriberSummaryResource {
    private final SubscriberSummary summary;

    SubscriberSummaryResource(SubscriberSummary summary) {
        this.summary = summary;
    }

    @GET
    @Operation(summary = "Count subscribers by state, and who joined and left on each of the last 90 days")
    public SubscriberSummary.Summary summary() {
        return summary.now();
    }
}

package org.incidentcomms.api.delivery;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.incidentcomms.api.access.Callers;
import org.incidentcomms.api.access.Idempotency;
import org.incidentcomms.events.Kind;

/** {@code /v1/maintenances/{id}/deliveries}. */
@Path("/v1/maintenances")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Deliveries", description = "What became of what was said")
public class MaintenanceDeliveryResource extends DeliveryPaths {
    MaintenanceDeliveryResource(Deliveries deliveries, LiveDeliveries live, Idempotency idempotency, Callers callers) {
        super(deliveries, live, idempotency, callers, Kind.MAINTENANCE, "/v1/maintenances");
    }
}

package org.incidentcomms.api.withdrawal;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.incidentcomms.api.access.Callers;
import org.incidentcomms.api.access.Idempotency;
import org.incidentcomms.events.Kind;

/** Withdrawing under {@code /v1/maintenances}. */
@Path("/v1/maintenances")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Withdrawal", description = "Taking back what should never have been told")
public class MaintenanceWithdrawalResource extends WithdrawalPaths {
    MaintenanceWithdrawalResource(Withdrawals withdrawals, Idempotency idempotency, Callers callers) {
        super(withdrawals, idempotency, callers, Kind.MAINTENANCE, "/v1/maintenances");
    }
}

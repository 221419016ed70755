package org.incidentcomms.api.maintenance;

import java.util.List;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.events.StatusEvent.MaintenanceCancelled;
import org.incidentcomms.events.StatusEvent.MaintenanceCompleted;
import org.incidentcomms.events.StatusEvent.MaintenanceStarted;
import org.incidentcomms.events.StatusEvent.MaintenanceUpdated;

/**
 * How a maintenance goes: scheduled → in progress → verifying → completed. Steps may be left out, and verifying may
 * find that the work goes on; what is completed or cancelled stays so, though more can be said about it.
 */
final class Progress {
    private static final List<Status> STATUSES =
            List.of(Status.SCHEDULED, Status.IN_PROGRESS, Status.VERIFYING, Status.COMPLETED);

    private Progress() {}

    /** 422 where {@code to} is no state an update can give a maintenance, 409 where it cannot follow {@code from}. */
    static void check(Status from, Status to) {
        if (to == Status.CANCELLED && from != to) {
            throw Problems.conflict("an update does not cancel a maintenance; POST …/cancel does");
        }
        if (from != to && !STATUSES.contains(to)) {
            throw Problems.invalid("status", "must be one of scheduled, in_progress, verifying, completed");
        }
        boolean isAllowed = from == to
                || switch (from) {
                    case SCHEDULED, IN_PROGRESS -> to != Status.SCHEDULED;
                    case VERIFYING -> to == Status.IN_PROGRESS || to == Status.COMPLETED;
                    default -> false;
                };
        if (!isAllowed) {
            throw Problems.conflict("a maintenance that is " + from.wire() + " cannot become " + to.wire());
        }
    }

    /** The event of a maintenance that was {@code from} and had {@code updateId} said about it. */
    static IncidentEvent event(Status from, Incident after, String updateId) {
        if (from == after.status()) {
            return new MaintenanceUpdated(after, updateId);
        }
        return switch (after.status()) {
            case IN_PROGRESS ->
                from == Status.SCHEDULED
                        ? new MaintenanceStarted(after, updateId)
                        : new MaintenanceUpdated(after, updateId);
            case COMPLETED -> new MaintenanceCompleted(after, updateId);
            case CANCELLED -> new MaintenanceCancelled(after, updateId);
            default -> new MaintenanceUpdated(after, updateId);
        };
    }
}

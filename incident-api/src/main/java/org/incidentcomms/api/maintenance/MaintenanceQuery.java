package org.incidentcomms.api.maintenance;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.incidentcomms.api.request.Page;
import org.incidentcomms.api.request.Rfc3339;
import org.incidentcomms.events.Status;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/** A query for maintenances. Upcoming ones, and every calendar, are sorted soonest first; all others newest first. */
record MaintenanceQuery(
        List<Status> statuses,
        @Nullable Instant from,
        @Nullable Instant to,
        boolean isSoonestFirst,
        Page.PageRequest page) {
    private static final List<Status> TO_COME = List.of(Status.SCHEDULED);
    private static final List<Status> ACTIVE = List.of(Status.IN_PROGRESS, Status.VERIFYING);
    private static final List<Status> OPEN = List.of(Status.SCHEDULED, Status.IN_PROGRESS, Status.VERIFYING);
    private static final List<Status> PAST = List.of(Status.COMPLETED, Status.CANCELLED);

    /** 422 names the parameter. */
    static MaintenanceQuery of(
            @Nullable String status, @Nullable String from, @Nullable String to, Page.PageRequest page) {
        Instant begin = Rfc3339.parameter("from", from);
        Instant end = Rfc3339.parameter("to", to);
        if (begin != null && end != null && !end.isAfter(begin)) {
            throw Problems.invalid("to", "must be after from");
        }
        List<Status> statuses = switch (status == null ? "all" : status) {
            case "upcoming" -> TO_COME;
            case "active" -> ACTIVE;
            case "past", "ended" -> PAST;
            case "open" -> OPEN;
            case "all" -> Arrays.asList(Status.values());
            default -> throw Problems.invalid("status", "must be one of upcoming, active, past, open, ended, all");
        };
        return new MaintenanceQuery(
                statuses, begin, end, statuses.equals(TO_COME) || begin != null || end != null, page);
    }
}

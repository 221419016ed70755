package org.incidentcomms.api.maintenance;

import java.time.Instant;
import java.time.ZoneId;
import org.incidentcomms.events.Window;
import org.incidentcomms.service.problem.Problems;

/** What makes a window worth announcing. */
final class WindowRules {
    private WindowRules() {}

    /** 422 where the end is not after the start, all of it is over, or the zone is none of IANA's. */
    static Window checked(Instant startsAt, Instant endsAt, String timeZone, Instant now) {
        if (!endsAt.isAfter(startsAt)) {
            throw Problems.invalid("ends_at", "must be after starts_at");
        }
        if (!endsAt.isAfter(now)) {
            throw Problems.invalid("ends_at", "must be in the future");
        }
        return new Window(startsAt, endsAt, zone(timeZone));
    }

    /** An offset is no zone: it does not know when the clocks change. */
    static ZoneId zone(String name) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw Problems.invalid("time_zone", "must be the name of an IANA zone, such as America/Los_Angeles");
        }
        return ZoneId.of(name);
    }
}

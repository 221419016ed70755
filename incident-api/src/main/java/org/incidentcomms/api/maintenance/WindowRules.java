package org.incidentcomms.api.maintenance;

import java.time.Instant;
import java.time.ZoneId;
import org.incidentcomms.events.Window;
import org.incidentcomms.service.problem.Problems;

/** Validates windows. */
final class WindowRules {
    private WindowRules() {}

    /** 422 if the end is not after the start, the window has passed, or the zone is not an IANA zone. */
    static Window checked(Instant startsAt, Instant endsAt, String timeZone, Instant now) {
        if (!endsAt.isAfter(startsAt)) {
            throw Problems.invalid("ends_at", "must be after starts_at");
        }
        if (!endsAt.isAfter(now)) {
            throw Problems.invalid("ends_at", "must be in the future");
        }
        return new Window(startsAt, endsAt, zone(timeZone));
    }

    /** An offset is not a zone: it has no daylight-saving rules. */
    static ZoneId zone(String name) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw Problems.invalid("time_zone", "must be the name of an IANA zone, such as America/Los_Angeles");
        }
        return ZoneId.of(name);
    }
}

package org.incidentcomms.api.maintenance.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Window;

/** A maintenance that plans are made for. */
final class Planned {
    static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");
    static final Instant START = Instant.parse("2027-08-07T17:00:00Z");
    static final Instant END = Instant.parse("2027-08-07T23:00:00Z");

    private Planned() {}

    static Incident maintenance(Status status, Instant startsAt, Instant endsAt) {
        Instant announced = Instant.parse("2027-07-01T17:00:00Z");
        return new Incident(
                "mnt_1",
                "maintenance",
                1,
                IncidentKind.MAINTENANCE,
                "Maintenance",
                status,
                Impact.NONE,
                List.of(),
                startsAt,
                announced,
                announced,
                null,
                new Window(startsAt, endsAt, PACIFIC),
                null,
                List.of(),
                null,
                false);
    }

    static Incident maintenance(Status status) {
        return maintenance(status, START, END);
    }

    static AutomationPlan plan(boolean autoStart, boolean autoComplete, String... reminders) {
        return new AutomationPlan(List.of(reminders), autoStart, autoComplete, null, null, null, null);
    }

    static String told(ScheduledAction t) {
        return (t.kind() + " " + t.leadTime()).strip() + " " + t.state() + " " + t.dueAt();
    }
}

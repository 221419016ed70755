package org.incidentcomms.email.message;

import static org.incidentcomms.email.ClickTime.AUGUST_12;
import static org.incidentcomms.email.ClickTime.AUGUST_5;
import static org.incidentcomms.email.ClickTime.DIAGNOSING;
import static org.incidentcomms.email.ClickTime.DOWN;
import static org.incidentcomms.email.ClickTime.EVENING;
import static org.incidentcomms.email.ClickTime.NORMAL;
import static org.incidentcomms.email.ClickTime.PLANNED;
import static org.incidentcomms.email.ClickTime.corrected;
import static org.incidentcomms.email.ClickTime.maintenance;
import static org.incidentcomms.email.ClickTime.outage;
import static org.incidentcomms.email.ClickTime.published;
import static org.incidentcomms.email.ClickTime.update;

import java.time.Instant;
import java.util.stream.Stream;
import org.incidentcomms.email.ClickTime;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.IncidentCorrected;
import org.incidentcomms.events.StatusEvent.IncidentOpened;
import org.incidentcomms.events.StatusEvent.IncidentUpdated;
import org.incidentcomms.events.StatusEvent.MaintenanceCancelled;
import org.incidentcomms.events.StatusEvent.MaintenanceCompleted;
import org.incidentcomms.events.StatusEvent.MaintenanceReminded;
import org.incidentcomms.events.StatusEvent.MaintenanceRescheduled;
import org.incidentcomms.events.StatusEvent.MaintenanceScheduled;
import org.incidentcomms.events.StatusEvent.MaintenanceStarted;
import org.incidentcomms.events.StatusEvent.MaintenanceUpdated;
import org.incidentcomms.events.StatusEvent.PostmortemPublished;
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;
import org.junit.jupiter.params.provider.Arguments;

/** An announcement of every kind, with the name of its golden files. */
final class GoldenAnnouncements {
    private GoldenAnnouncements() {}

    static Stream<Arguments> all() {
        Update wrong = update(
                "upd-2",
                Status.IDENTIFIED,
                DIAGNOSING.headline(),
                null,
                "2026-02-02T19:05:00Z",
                "Only mobile is slow.");
        Update started = update(
                "upd-m3", Status.IN_PROGRESS, null, null, "2023-08-12T17:00:00Z", "We have begun. ClickTime is away.");
        Update verifying = update(
                "upd-m4",
                Status.VERIFYING,
                null,
                null,
                "2023-08-12T20:30:00Z",
                "The work is done; we are checking it.");
        Update done = update(
                "upd-m5",
                Status.COMPLETED,
                null,
                null,
                "2023-08-12T21:10:00Z",
                "ClickTime is back, earlier than planned.");
        Update moved = update(
                "upd-m2", Status.SCHEDULED, null, null, "2023-08-01T18:00:00Z", "We need another week to prepare.");
        Update tomorrow = update(
                "upd-m7",
                Status.SCHEDULED,
                "Maintenance tomorrow",
                null,
                "2023-08-11T17:00:00Z",
                "Please save your time sheets before then.");
        Update cancelled = update(
                "upd-m6",
                Status.CANCELLED,
                null,
                null,
                "2023-08-02T18:00:00Z",
                "The work turned out not to be needed.");
        Update remindedItself = update(
                "upd-m8",
                Status.SCHEDULED,
                "Reminder: ClickTime – Scheduled Maintenance",
                null,
                "2023-08-12T16:00:00Z",
                "This maintenance takes place Saturday, August 12th, between 10:00 am and 4:00 pm Pacific Daylight"
                        + " Time (GMT -07:00).");
        Update startedItself = update(
                "upd-m9",
                Status.IN_PROGRESS,
                null,
                null,
                "2023-08-12T17:00:00Z",
                "The maintenance announced for Saturday, August 12th, between 10:00 am and 4:00 pm Pacific Daylight"
                        + " Time (GMT -07:00) has begun.");
        Update extended = update(
                "upd-m10",
                Status.IN_PROGRESS,
                "Extended: ClickTime – Scheduled Maintenance",
                null,
                "2023-08-12T21:30:00Z",
                "This maintenance takes longer than planned.");
        Update completedItself = update("upd-m11", Status.COMPLETED, null, null, "2023-08-13T04:10:00Z", """
                The maintenance announced for Saturday, August 12th, between 10:00 am and 6:00 pm Pacific Daylight Time \
                (GMT -07:00) is complete.

                This notice is late: the work was due to end Saturday, August 12th, 6:00 pm Pacific Daylight Time (GMT \
                -07:00).""");
        Window longer = new Window(AUGUST_12.startsAt(), AUGUST_12.endsAt().plusSeconds(7200), ClickTime.PACIFIC);
        Postmortem analysis = new Postmortem(
                "pm-1",
                "what-happened-on-february-2",
                "What happened on February 2nd",
                """
                ## What went wrong

                Session data was passed between web servers more slowly than it arrived.

                ## What we changed

                1. Session handling was trimmed the same afternoon.
                2. Trying the same action again and again is limited.
                3. Session handling is being replaced altogether.""",
                "Alex Mann",
                Instant.parse("2026-02-06T18:00:00Z"),
                ChannelSelection.EVERYBODY);
        Incident analysed = ClickTime.incident(
                "inc-feb",
                IncidentKind.INCIDENT,
                "Performance issues",
                null,
                null,
                analysis,
                DOWN,
                DIAGNOSING,
                EVENING,
                NORMAL);
        return Stream.of(
                Arguments.of("incident-opened", published(new IncidentOpened(outage(DOWN), "upd-1"))),
                Arguments.of("incident-updated", published(new IncidentUpdated(outage(DOWN, DIAGNOSING), "upd-2"))),
                Arguments.of(
                        "incident-promised",
                        published(new IncidentUpdated(
                                outage(
                                        DOWN,
                                        DIAGNOSING.with(
                                                "Some customers", Instant.parse("2026-02-02T22:30:00Z"), false)),
                                "upd-2"))),
                Arguments.of(
                        "incident-monitoring",
                        published(new IncidentUpdated(outage(DOWN, DIAGNOSING, EVENING), "upd-3"))),
                Arguments.of(
                        "incident-resolved",
                        published(new IncidentUpdated(outage(DOWN, DIAGNOSING, EVENING, NORMAL), "upd-4"))),
                Arguments.of(
                        "incident-corrected",
                        published(new IncidentCorrected(
                                outage(DOWN, corrected(wrong, "The **web app** is slow, and mobile with it.")),
                                "upd-2"))),
                Arguments.of(
                        "postmortem-published",
                        published(new PostmortemPublished(analysed, "pm-1"), Instant.parse("2026-02-06T18:00:00Z"))),
                Arguments.of(
                        "maintenance-scheduled",
                        published(new MaintenanceScheduled(maintenance(AUGUST_5, null, PLANNED), "upd-m1"))),
                Arguments.of(
                        "maintenance-rescheduled",
                        published(new MaintenanceRescheduled(
                                maintenance(AUGUST_12, AUGUST_5, PLANNED, moved), "upd-m2"))),
                Arguments.of(
                        "maintenance-reminded",
                        published(
                                new MaintenanceReminded(
                                        maintenance(AUGUST_12, null, PLANNED, moved, tomorrow), "upd-m7"),
                                Instant.parse("2023-08-11T17:00:00Z"))),
                Arguments.of(
                        "maintenance-started",
                        published(new MaintenanceStarted(
                                maintenance(AUGUST_12, null, PLANNED, moved, started), "upd-m3"))),
                Arguments.of(
                        "maintenance-updated",
                        published(new MaintenanceUpdated(
                                maintenance(AUGUST_12, null, PLANNED, moved, started, verifying), "upd-m4"))),
                Arguments.of(
                        "maintenance-completed",
                        published(new MaintenanceCompleted(
                                maintenance(AUGUST_12, null, PLANNED, moved, started, verifying, done), "upd-m5"))),
                Arguments.of(
                        "maintenance-reminded-by-itself",
                        published(new MaintenanceReminded(
                                maintenance(AUGUST_12, null, PLANNED, moved, remindedItself), "upd-m8"))),
                Arguments.of(
                        "maintenance-started-by-itself",
                        published(new MaintenanceStarted(
                                maintenance(AUGUST_12, null, PLANNED, startedItself), "upd-m9"))),
                Arguments.of(
                        "maintenance-extended",
                        published(new MaintenanceRescheduled(
                                maintenance(longer, AUGUST_12, PLANNED, startedItself, extended), "upd-m10"))),
                Arguments.of(
                        "maintenance-completed-late-by-itself",
                        published(new MaintenanceCompleted(
                                maintenance(longer, null, PLANNED, startedItself, extended, completedItself),
                                "upd-m11"))),
                Arguments.of(
                        "maintenance-cancelled",
                        published(
                                new MaintenanceCancelled(maintenance(AUGUST_5, null, PLANNED, cancelled), "upd-m6"))));
    }
}

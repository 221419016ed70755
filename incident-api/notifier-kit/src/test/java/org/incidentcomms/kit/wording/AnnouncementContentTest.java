package org.incidentcomms.kit.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.ChannelTexts;
import org.incidentcomms.events.ComponentChange;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.IncidentCorrected;
import org.incidentcomms.events.StatusEvent.IncidentOpened;
import org.incidentcomms.events.StatusEvent.IncidentUpdated;
import org.incidentcomms.events.StatusEvent.MaintenanceCancelled;
import org.incidentcomms.events.StatusEvent.MaintenanceCompleted;
import org.incidentcomms.events.StatusEvent.MaintenanceReminded;
import org.incidentcomms.events.StatusEvent.MaintenanceRescheduled;
import org.incidentcomms.events.StatusEvent.MaintenanceScheduled;
import org.incidentcomms.events.StatusEvent.PostmortemPublished;
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnnouncementContentTest {
    private static final Instant MORNING = Instant.parse("2015-02-02T17:10:00Z");
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");
    private static final Company CLICKTIME = new Company(
            "ClickTime",
            PACIFIC,
            "@clicktime",
            "ClickTime Web Operations",
            "ClickTime Support or your account representative",
            URI.create("http://status.example/"));
    private static final Window AUGUST_5 =
            new Window(Instant.parse("2023-08-05T17:00:00Z"), Instant.parse("2023-08-05T23:00:00Z"), PACIFIC);
    private static final Window AUGUST_12 =
            new Window(Instant.parse("2023-08-12T17:00:00Z"), Instant.parse("2023-08-12T23:00:00Z"), PACIFIC);

    @Test
    void anUpdateWithAHeadlineOfItsOwnGoesByIt() {
        Update down = update("u2", Status.IDENTIFIED, "Update on Feb. 2 Performance Issues", null);

        assertThat(tell(new IncidentUpdated(slowLogIn(first(), down), "u2")).headline())
                .isEqualTo("Update on Feb. 2 Performance Issues");
    }

    @Test
    void theFirstUpdateGoesByTheTitleAndLaterOnesAddTheirState() {
        Incident incident = slowLogIn(first(), update("u2", Status.IDENTIFIED, null, null));

        assertThat(tell(new IncidentOpened(slowLogIn(first()), "u1")).headline())
                .isEqualTo("Slow log-in");
        assertThat(tell(new IncidentUpdated(incident, "u2")).headline()).isEqualTo("Slow log-in: Identified");
    }

    @Test
    void aBlankHeadlineOrAuthorCountsAsNone() {
        AnnouncementContent tidings =
                tell(new IncidentOpened(slowLogIn(update("u1", Status.INVESTIGATING, " ", " ")), "u1"));

        assertThat(tidings.headline()).isEqualTo("Slow log-in");
        assertThat(tidings.signOff()).isEqualTo("ClickTime Web Operations");
    }

    @Test
    void anAnalysisTellsThePostMortemAndIsSignedByItsAuthor() {
        AnnouncementContent tidings = tell(new PostmortemPublished(slowLogIn(first()), "p1"));

        assertThat(tidings.update()).isEmpty();
        assertThat(tidings.headline()).isEqualTo("Performance back to normal");
        assertThat(tidings.message()).isEqualTo("What we found.");
        assertThat(tidings.signOff()).isEqualTo("Alex Mann");
    }

    @Test
    void anUpdateTellsItsOwnTextStateAndAuthor() {
        Update evening = update("u2", Status.MONITORING, "Feb 2nd End-of-Day Update", "ClickTime Web Operations Team");
        AnnouncementContent tidings = tell(new IncidentUpdated(slowLogIn(first(), evening), "u2"));

        assertThat(tidings.message()).isEqualTo("Text of u2.");
        assertThat(tidings.signOff()).isEqualTo("ClickTime Web Operations Team");
        assertThat(tidings.postmortem()).isEmpty();
    }

    @Test
    void aMaintenanceTellsWhen() {
        String august5 = "Saturday, August 5th, between 10:00 am and 4:00 pm Pacific Daylight Time (GMT -07:00)";
        Incident maintenance = maintenance(AUGUST_5, null, Status.SCHEDULED);

        assertThat(tell(new MaintenanceScheduled(maintenance, "u1")).when()).contains(august5);
        assertThat(tell(new MaintenanceReminded(maintenance, "u1")).when()).contains(august5);
        assertThat(tell(new IncidentCorrected(maintenance, "u1")).when()).contains(august5);
        assertThat(tell(new MaintenanceCancelled(maintenance(AUGUST_5, null, Status.CANCELLED), "u1"))
                        .when())
                .contains("No longer " + august5);
    }

    @Test
    void aMovedMaintenanceTellsBothWindows() {
        Incident moved = maintenance(AUGUST_12, AUGUST_5, Status.SCHEDULED);

        assertThat(tell(new MaintenanceRescheduled(moved, "u1")).when())
                .contains("Now Saturday, August 12th, between 10:00 am and 4:00 pm Pacific Daylight Time (GMT -07:00),"
                        + " instead of Saturday, August 5th, between 10:00 am and 4:00 pm Pacific Daylight Time (GMT"
                        + " -07:00)");
    }

    @Test
    void aFinishedMaintenanceAndAnIncidentTellNoWindow() {
        Incident done = maintenance(AUGUST_5, null, Status.COMPLETED);

        assertThat(tell(new MaintenanceCompleted(done, "u1")).when()).isEmpty();
        assertThat(tell(new IncidentCorrected(done, "u1")).when()).isEmpty();
        assertThat(tell(new IncidentOpened(slowLogIn(first()), "u1")).when()).isEmpty();
    }

    @Test
    void aWindowOverMidnightBeginsWithACapital() {
        Window night = new Window(
                Instant.parse("2023-08-06T05:00:00Z"), Instant.parse("2023-08-06T09:00:00Z"), ZoneId.of("UTC"));
        Window overMidnight = new Window(night.startsAt(), night.endsAt(), PACIFIC);

        assertThat(tell(new MaintenanceScheduled(maintenance(overMidnight, null, Status.SCHEDULED), "u1"))
                        .when()
                        .orElseThrow())
                .startsWith("From Saturday, August 5th, 10:00 pm to Sunday, August 6th, 2:00 am Pacific");
    }

    private static AnnouncementContent tell(Announcement announcement) {
        return new AnnouncementContent(announcement, CLICKTIME);
    }

    private static Update first() {
        return update("u1", Status.INVESTIGATING, null, null);
    }

    private static Update update(String id, Status status, @Nullable String headline, @Nullable String author) {
        return new Update(
                id,
                "post-" + id,
                status,
                headline,
                "Text of " + id + ".",
                author,
                List.of(),
                MORNING,
                null,
                0,
                ChannelSelection.EVERYBODY,
                ChannelTexts.COMPOSED,
                List.of());
    }

    private static Update with(Update update, List<ComponentChange> components) {
        return new Update(
                update.id(),
                update.slug(),
                update.status(),
                update.headline(),
                update.message(),
                update.author(),
                components,
                update.postedAt(),
                null,
                0,
                update.notified(),
                update.texts(),
                List.of());
    }

    private static Incident slowLogIn(Update... updates) {
        return new Incident(
                "i1",
                "slow-log-in",
                updates.length,
                IncidentKind.INCIDENT,
                "Slow log-in",
                Status.IDENTIFIED,
                Impact.MAJOR,
                List.of(new AffectedComponent("c9", "Web application", ComponentStatus.DEGRADED_PERFORMANCE)),
                MORNING,
                MORNING,
                MORNING,
                null,
                null,
                null,
                List.of(updates),
                new Postmortem(
                        "p1",
                        "performance-back-to-normal",
                        "Performance back to normal",
                        "What we found.",
                        "Alex Mann",
                        MORNING,
                        ChannelSelection.EVERYBODY),
                false);
    }

    private static Incident maintenance(Window window, @Nullable Window previous, Status status) {
        Instant announced = Instant.parse("2023-07-31T16:00:00Z");
        return new Incident(
                "m1",
                "scheduled-maintenance",
                1,
                IncidentKind.MAINTENANCE,
                "ClickTime – Scheduled Maintenance",
                status,
                Impact.NONE,
                List.of(),
                window.startsAt(),
                announced,
                announced,
                null,
                window,
                previous,
                List.of(update("u1", status, null, null)),
                null,
                false);
    }
}

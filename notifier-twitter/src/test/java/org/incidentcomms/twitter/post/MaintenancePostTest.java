package org.incidentcomms.twitter.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.twitter.post.ComposedPosts.FIRST;
import static org.incidentcomms.twitter.post.ComposedPosts.PAGE;
import static org.incidentcomms.twitter.post.ComposedPosts.REPLY;
import static org.incidentcomms.twitter.post.ComposedPosts.text;

import java.time.Instant;
import java.time.ZoneId;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.MaintenanceCancelled;
import org.incidentcomms.events.StatusEvent.MaintenanceCompleted;
import org.incidentcomms.events.StatusEvent.MaintenanceReminded;
import org.incidentcomms.events.StatusEvent.MaintenanceRescheduled;
import org.incidentcomms.events.StatusEvent.MaintenanceScheduled;
import org.incidentcomms.events.StatusEvent.MaintenanceStarted;
import org.incidentcomms.events.StatusEvent.MaintenanceUpdated;
import org.incidentcomms.events.Window;
import org.junit.jupiter.api.Test;

/** What posts say of maintenance, and above all of its window. */
class MaintenancePostTest {
    private final Story maintenance = Story.maintenance("m1", "ClickTime – Scheduled Maintenance");

    @Test
    void a_maintenance_message_that_tells_its_window_is_left_alone() {
        PublishedEvent scheduled = maintenance.says(
                MaintenanceScheduled::new,
                Status.SCHEDULED,
                "ClickTime will be unavailable Saturday, August 5th, between 10:00 am and 4:00 pm Pacific Daylight Time"
                        + " (GMT -07:00).\n\nThe ClickTime system is undergoing important maintenance to improve system"
                        + " security and performance.");

        assertThat(text(scheduled, FIRST)).isEqualTo("""
                        🗓️ ClickTime – Scheduled Maintenance

                        ClickTime will be unavailable Saturday, August 5th, between 10:00 am and 4:00 pm Pacific \
                        Daylight Time (GMT -07:00).
                        The ClickTime system is undergoing important maintenance to improve system security and \
                        performance.

                        https://status.clicktime.com/incidents/slow-log-in""");
    }

    @Test
    void every_other_maintenance_post_tells_the_window_it_is_about() {
        maintenance.says(MaintenanceScheduled::new, Status.SCHEDULED, "Be prepared.");

        assertThat(text(maintenance.repeats(MaintenanceReminded::new, 1), REPLY))
                .isEqualTo("""
                        ⏰ Reminder: ClickTime – Scheduled Maintenance

                        Saturday, August 5th, between 10:00 am and 4:00 pm Pacific Daylight Time (GMT -07:00).""");
        assertThat(text(
                        maintenance
                                .moved(Story.AUGUST_12)
                                .says(MaintenanceRescheduled::new, Status.SCHEDULED, "We need a week more."),
                        REPLY))
                .isEqualTo("""
                        🗓️ Rescheduled: ClickTime – Scheduled Maintenance

                        Now Saturday, August 12th, between 10:00 am and 4:00 pm Pacific Daylight Time (GMT -07:00), \
                        instead of Saturday, August 5th, between 10:00 am and 4:00 pm Pacific Daylight Time \
                        (GMT -07:00).

                        We need a week more.""");
        assertThat(text(maintenance.says(MaintenanceStarted::new, Status.IN_PROGRESS, "Here we go."), REPLY))
                .isEqualTo("""
                        🔧 In progress: ClickTime – Scheduled Maintenance

                        Saturday, August 12th, between 10:00 am and 4:00 pm Pacific Daylight Time (GMT -07:00).

                        Here we go.""");
        assertThat(text(maintenance.says(MaintenanceUpdated::new, Status.VERIFYING, "Checking."), REPLY))
                .isEqualTo("🔧 Verifying: ClickTime – Scheduled Maintenance\n\nChecking.");
        assertThat(text(maintenance.says(MaintenanceCompleted::new, Status.COMPLETED, "Thank you."), REPLY))
                .isEqualTo("✅ Completed: ClickTime – Scheduled Maintenance\n\nThank you.\n\n" + PAGE);
        assertThat(text(maintenance.says(MaintenanceCancelled::new, Status.CANCELLED, "Not needed."), REPLY))
                .isEqualTo("""
                        🚫 Cancelled: ClickTime – Scheduled Maintenance

                        No longer Saturday, August 12th, between 10:00 am and 4:00 pm Pacific Daylight Time \
                        (GMT -07:00).

                        Not needed.

                        https://status.clicktime.com/incidents/slow-log-in""");
    }

    @Test
    void what_happens_by_itself_is_told_once_and_not_twice() {
        String window = "Saturday, August 5th, between 10:00 am and 4:00 pm Pacific Daylight Time (GMT -07:00)";
        maintenance.says(MaintenanceScheduled::new, Status.SCHEDULED, "Be prepared.");

        assertThat(text(
                        maintenance
                                .headline("Reminder: ClickTime – Scheduled Maintenance")
                                .says(
                                        MaintenanceReminded::new,
                                        Status.SCHEDULED,
                                        "This maintenance takes place " + window + "."),
                        REPLY))
                .isEqualTo("⏰ Reminder: ClickTime – Scheduled Maintenance\n\nThis maintenance takes place " + window
                        + ".");
        assertThat(text(
                        maintenance.says(
                                MaintenanceStarted::new,
                                Status.IN_PROGRESS,
                                "The maintenance announced for " + window + " has begun."),
                        REPLY))
                .isEqualTo("🔧 In progress: ClickTime – Scheduled Maintenance\n\nThe maintenance announced for "
                        + window + " has begun.");
    }

    @Test
    void a_reminder_in_the_operators_words_tells_them_and_the_window() {
        maintenance.says(MaintenanceScheduled::new, Status.SCHEDULED, "Be prepared.");

        assertThat(text(
                        maintenance
                                .headline("Reminder: ClickTime – Scheduled Maintenance")
                                .says(MaintenanceReminded::new, Status.SCHEDULED, "Please save your time sheets."),
                        REPLY))
                .isEqualTo("""
                        ⏰ Reminder: ClickTime – Scheduled Maintenance

                        Saturday, August 5th, between 10:00 am and 4:00 pm Pacific Daylight Time (GMT -07:00).

                        Please save your time sheets.""");
    }

    @Test
    void work_that_takes_longer_is_extended_and_not_rescheduled() {
        Window longer =
                new Window(Story.AUGUST_5.startsAt(), Story.AUGUST_5.endsAt().plusSeconds(7200), Story.PACIFIC);
        maintenance.says(MaintenanceScheduled::new, Status.SCHEDULED, "Be prepared.");

        assertThat(text(
                        maintenance
                                .moved(longer)
                                .headline("Extended: ClickTime – Scheduled Maintenance")
                                .says(
                                        MaintenanceRescheduled::new,
                                        Status.IN_PROGRESS,
                                        "This maintenance takes longer than planned."),
                        REPLY))
                .isEqualTo("""
                        🗓️ Extended: ClickTime – Scheduled Maintenance

                        Now Saturday, August 5th, between 10:00 am and 6:00 pm Pacific Daylight Time (GMT -07:00).

                        This maintenance takes longer than planned.""");
    }

    @Test
    void a_reminder_of_a_moved_maintenance_does_not_tell_the_old_time() {
        maintenance.says(
                MaintenanceScheduled::new,
                Status.SCHEDULED,
                "Down Saturday, August 5th, between 10:00 am and 4:00 pm Pacific Daylight Time (GMT -07:00).");
        maintenance.moved(Story.AUGUST_12).says(MaintenanceRescheduled::new, Status.SCHEDULED, "Moved.");

        assertThat(text(maintenance.repeats(MaintenanceReminded::new, 1), REPLY))
                .contains("August 12th")
                .doesNotContain("August 5th");
    }

    @Test
    void a_window_is_told_briefly_where_the_message_needs_the_room() {
        Window overnight =
                new Window(Instant.parse("2023-11-05T06:00:00Z"), Instant.parse("2023-11-05T12:30:00Z"), Story.PACIFIC);
        String message = "The ClickTime system is undergoing important maintenance to improve security and"
                + " performance. You cannot log in, but the mobile apps keep what you enter until we are back.";

        PublishedEvent scheduled = Story.maintenance("m2", "Database upgrade")
                .window(overnight)
                .says(MaintenanceScheduled::new, Status.SCHEDULED, message);

        assertThat(text(scheduled, REPLY))
                .startsWith("🗓️ Scheduled maintenance: Database upgrade\n\n"
                        + "Sat, Nov 4, 11:00 pm PDT (GMT -07:00) – Sun, Nov 5, 4:30 am PST (GMT -08:00).\n\n")
                .contains("The ClickTime system");
    }

    @Test
    void a_window_in_the_next_year_is_told_with_its_year_briefly_too() {
        Window january =
                new Window(Instant.parse("2024-01-07T07:00:00Z"), Instant.parse("2024-01-07T12:30:00Z"), Story.PACIFIC);
        String message = "The ClickTime system is undergoing important maintenance to improve security and"
                + " performance. You cannot log in, but the mobile apps keep what you enter until we are back.";

        PublishedEvent scheduled = Story.maintenance("m2", "Database upgrade")
                .window(january)
                .says(MaintenanceScheduled::new, Status.SCHEDULED, message);

        assertThat(text(scheduled, REPLY))
                .contains("Sat, Jan 6, 2024, 11:00 pm – Sun, Jan 7, 2024, 4:30 am PST (GMT -08:00).\n\n");
    }

    @Test
    void a_zone_without_a_name_is_told_by_its_offset() {
        Window inOffset = new Window(
                Instant.parse("2023-08-05T17:00:00Z"), Instant.parse("2023-08-05T18:00:00Z"), ZoneId.of("+05:30"));
        PublishedEvent scheduled = Story.maintenance("m3", "Upgrade")
                .window(inOffset)
                .says(MaintenanceScheduled::new, Status.SCHEDULED, "All quiet. ".repeat(40));

        assertThat(text(scheduled, FIRST)).contains("10:30 pm").contains("GMT +05:30");
    }
}

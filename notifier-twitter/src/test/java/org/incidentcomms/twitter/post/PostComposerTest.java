package org.incidentcomms.twitter.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
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
import org.incidentcomms.events.Window;
import org.incidentcomms.twitter.post.PostComposer.ThreadPosition;
import org.junit.jupiter.api.Test;

class PostComposerTest {
    private static final ThreadPosition FIRST = new ThreadPosition(true, false, 0);
    private static final ThreadPosition REPLY = new ThreadPosition(false, false, 0);
    private static final ThreadPosition ANSWER = new ThreadPosition(false, true, 0);
    private static final String PAGE = "https://status.clicktime.com/incidents/slow-log-in";

    private final Story outage = Story.incident("i1", "System Temporarily Unavailable");
    private final Story maintenance = Story.maintenance("m1", "ClickTime – Scheduled Maintenance");

    @Test
    void an_outage_opens_with_how_bad_how_far_what_and_where_to_read_more() {
        PublishedEvent opened = outage.says(
                IncidentOpened::new,
                Status.INVESTIGATING,
                "We are experiencing technical difficulties and are temporarily unavailable. We are actively working on"
                        + " the issue and will post updates as soon as we have more information. Thank you for your"
                        + " understanding.");

        assertThat(text(opened, FIRST)).isEqualTo("""
                        🔴 Investigating: System Temporarily Unavailable

                        We are experiencing technical difficulties and are temporarily unavailable. We are actively \
                        working on the issue and will post updates as soon as we have more information. Thank you for \
                        your understanding.

                        https://status.clicktime.com/incidents/slow-log-in""");
    }

    @Test
    void a_long_update_ends_after_a_whole_sentence() {
        PublishedEvent update = outage.headline("Update on Feb. 2 Performance Issues")
                .says(
                        IncidentUpdated::new,
                        Status.IDENTIFIED,
                        "We're continuing to diagnose this morning's performance issues. Because users are seeing very"
                                + " slow login and load times, we've taken the site down temporarily. We will bring it"
                                + " back up as soon as the issue is resolved. Our web operations team is hard at work on"
                                + " this and we'll be posting updates as we know more. You can also check our twitter"
                                + " feed (@clicktime) for news.");

        ComposedPost post = compose(update, REPLY);

        assertThat(post.text()).isEqualTo("""
                        🔴 Identified: Update on Feb. 2 Performance Issues

                        We're continuing to diagnose this morning's performance issues. Because users are seeing very \
                        slow login and load times, we've taken the site down temporarily. We will bring it back up as \
                        soon as the issue is resolved. …""");
        assertThat(post.warnings()).anySatisfy(warning -> assertThat(warning).startsWith("shortened"));
    }

    @Test
    void the_last_post_says_that_it_is_over_and_links() {
        PublishedEvent resolved = outage.headline("Performance back to normal")
                .says(IncidentUpdated::new, Status.RESOLVED, "Site speed has been **better than average**.");

        assertThat(text(resolved, REPLY)).isEqualTo("""
                        ✅ Resolved: Performance back to normal

                        Site speed has been better than average.

                        https://status.clicktime.com/incidents/slow-log-in""");
    }

    @Test
    void a_correction_says_so_where_the_wrong_post_is_up() {
        outage.says(IncidentOpened::new, Status.INVESTIGATING, "All is lost.");
        PublishedEvent corrected = outage.corrects(IncidentCorrected::new, 1, "Only log-in is slow.");

        assertThat(text(corrected, ANSWER))
                .isEqualTo("✏️ Correction: System Temporarily Unavailable\n\nOnly log-in is slow.");
        assertThat(text(corrected, REPLY))
                .isEqualTo("🔴 Investigating: System Temporarily Unavailable\n\nOnly log-in is slow.");
    }

    @Test
    void a_correction_never_repeats_the_words_chosen_for_the_wrong_text() {
        outage.own("All is lost!").says(IncidentOpened::new, Status.INVESTIGATING, "All is lost.");

        assertThat(text(outage.corrects(IncidentCorrected::new, 1, "Only log-in is slow."), ANSWER))
                .contains("Only log-in is slow.")
                .doesNotContain("lost");
    }

    @Test
    void a_post_mortem_links_to_its_own_post() {
        PublishedEvent analysed = outage.analysed(
                PostmortemPublished::new, "What slowed us down on Feb. 2", "User sessions were being passed around.");

        assertThat(text(analysed, REPLY)).isEqualTo("""
                        📄 Post-mortem: What slowed us down on Feb. 2

                        User sessions were being passed around.

                        https://status.clicktime.com/posts/what-happened""");
    }

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

    @Test
    void the_operators_own_text_is_posted_as_it_is_with_the_link_the_policy_asks_for() {
        PublishedEvent opened = outage.own("We're down, @everyone! Details soon. 🙏")
                .says(IncidentOpened::new, Status.INVESTIGATING, "Other words.");

        assertThat(text(opened, FIRST)).isEqualTo("We're down, @everyone! Details soon. 🙏\n\n" + PAGE);
        assertThat(text(opened, REPLY)).isEqualTo("We're down, @everyone! Details soon. 🙏");
        assertThat(compose(opened, REPLY).warnings())
                .anySatisfy(warning -> assertThat(warning).contains("mentions"));
    }

    @Test
    void a_link_the_operator_wrote_already_is_not_added_again() {
        PublishedEvent opened =
                outage.own("Down. " + PAGE).says(IncidentOpened::new, Status.INVESTIGATING, "Other words.");

        assertThat(text(opened, FIRST)).isEqualTo("Down. " + PAGE);
    }

    @Test
    void each_policy_links_the_posts_it_names() {
        PublishedEvent opened = outage.says(IncidentOpened::new, Status.INVESTIGATING, "Down.");
        PublishedEvent update = outage.says(IncidentUpdated::new, Status.IDENTIFIED, "Found.");
        PublishedEvent last = outage.says(IncidentUpdated::new, Status.RESOLVED, "Done.");

        assertThat(linked(LinkPolicy.FIRST, opened, update, last)).containsExactly(true, false, false);
        assertThat(linked(LinkPolicy.FIRST_AND_LAST, opened, update, last)).containsExactly(true, false, true);
        assertThat(linked(LinkPolicy.EVERY, opened, update, last)).containsExactly(true, true, true);
    }

    @Test
    void a_text_said_before_is_marked_with_number_and_time() {
        outage.says(IncidentOpened::new, Status.INVESTIGATING, "Down.");
        outage.says(IncidentUpdated::new, Status.IDENTIFIED, "Still down.");
        PublishedEvent again =
                outage.at("2023-08-01T14:32:10Z").says(IncidentUpdated::new, Status.IDENTIFIED, "Still down.");

        assertThat(text(again, new ThreadPosition(false, false, 1))).endsWith("Still down.\n\n(update 3, 14:32 UTC)");
        assertThat(text(again, new ThreadPosition(false, false, 2)))
                .endsWith("Still down.\n\n(update 3, 2023-08-01 14:32:10 UTC)");
    }

    @Test
    void the_sign_tells_how_bad_an_open_incident_is() {
        assertThat(List.of(Impact.values()).stream()
                        .map(impact -> text(
                                Story.incident("i", "Slow")
                                        .impact(impact)
                                        .says(IncidentOpened::new, Status.MONITORING, ""),
                                REPLY))
                        .toList())
                .containsExactly(
                        "🔵 Monitoring: Slow", "🟡 Monitoring: Slow", "🟠 Monitoring: Slow", "🔴 Monitoring: Slow");
    }

    @Test
    void markdown_links_lose_their_address_and_the_preview_says_so() {
        PublishedEvent update = outage.says(
                IncidentUpdated::new, Status.IDENTIFIED, "Write to [our support](https://www.clicktime.com/support).");

        ComposedPost post = compose(update, REPLY);

        assertThat(post.text()).endsWith("Write to our support.");
        assertThat(post.warnings()).anySatisfy(warning -> assertThat(warning).contains("link"));
    }

    private static List<Boolean> linked(LinkPolicy policy, PublishedEvent first, PublishedEvent... others) {
        PostComposer composer = new PostComposer(Story.LINKS, policy, 280);
        List<Boolean> linked = new java.util.ArrayList<>();
        linked.add(composer.compose(first, FIRST).text().endsWith(PAGE));
        for (PublishedEvent other : others) {
            linked.add(composer.compose(other, REPLY).text().endsWith(PAGE));
        }
        return linked;
    }

    private static String text(PublishedEvent event, ThreadPosition place) {
        ComposedPost post = compose(event, place);
        assertThat(post.weightedLength()).isLessThanOrEqualTo(280);
        return post.text();
    }

    private static ComposedPost compose(PublishedEvent event, ThreadPosition place) {
        return new PostComposer(Story.LINKS, LinkPolicy.FIRST_AND_LAST, 280).compose(event, place);
    }
}

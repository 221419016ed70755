package org.incidentcomms.twitter.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.twitter.post.ComposedPosts.FIRST;
import static org.incidentcomms.twitter.post.ComposedPosts.PAGE;
import static org.incidentcomms.twitter.post.ComposedPosts.REPLY;
import static org.incidentcomms.twitter.post.ComposedPosts.compose;
import static org.incidentcomms.twitter.post.ComposedPosts.text;

import java.util.List;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.IncidentCorrected;
import org.incidentcomms.events.StatusEvent.IncidentOpened;
import org.incidentcomms.events.StatusEvent.IncidentUpdated;
import org.incidentcomms.events.StatusEvent.PostmortemPublished;
import org.incidentcomms.twitter.post.PostComposer.ThreadPosition;
import org.junit.jupiter.api.Test;

/** What posts say of incidents, when they link, and how they are shortened. */
class PostComposerTest {
    private static final ThreadPosition ANSWER = new ThreadPosition(false, true, 0);
    private final Story outage = Story.incident("i1", "System Temporarily Unavailable");

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
    void a_promised_update_is_told_with_whom_it_concerns_and_is_never_cut() {
        PublishedEvent update = outage.promising("Some customers", "2023-08-01T16:30:00Z")
                .says(IncidentUpdated::new, Status.IDENTIFIED, "We know the cause. ".repeat(30));

        assertThat(text(update, REPLY))
                .startsWith("🔴 Identified · Some customers: System Temporarily Unavailable\n\nWe know the cause.")
                .endsWith(" …\n\nNext update by 9:30 am PDT.");
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
}

package org.incidentcomms.twitter.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.IncidentCorrected;
import org.incidentcomms.events.StatusEvent.IncidentOpened;
import org.incidentcomms.events.StatusEvent.IncidentUpdated;
import org.incidentcomms.events.StatusEvent.MaintenanceReminded;
import org.incidentcomms.events.StatusEvent.MaintenanceScheduled;
import org.incidentcomms.events.StatusEvent.PostmortemPublished;
import org.incidentcomms.kit.channel.Delivery;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Delivered;
import org.incidentcomms.kit.channel.Recipient;
import org.incidentcomms.testkit.x.XFault;
import org.incidentcomms.testkit.x.XPost;
import org.incidentcomms.twitter.gateway.PostResult;
import org.junit.jupiter.api.Test;

/** Posts form one chain for each incident, with links at its ends; without keys nothing leaves. */
class XChannelIT extends XChannelFixture {
    @Test
    void posts_and_updates_form_one_chain_with_a_link_at_both_ends() {
        PublishedEvent found = outage.says(IncidentUpdated::new, Status.IDENTIFIED, "We found it.");
        PublishedEvent solved = outage.says(IncidentUpdated::new, Status.RESOLVED, "All is well.");
        PublishedEvent other =
                Story.incident("i2", "Mail is late").says(IncidentOpened::new, Status.INVESTIGATING, "Mail is late.");

        List.of(opened, other, found, solved)
                .forEach(event -> assertThat(fixture.finish(event)).isInstanceOf(Delivered.class));

        List<XPost> posts = fixture.x.posts();
        assertThat(posts).hasSize(4);
        assertThat(posts.get(0).inReplyTo()).isEmpty();
        assertThat(posts.get(1).inReplyTo()).isEmpty();
        assertThat(posts.get(2).inReplyTo()).contains(posts.get(0).id());
        assertThat(posts.get(3).inReplyTo()).contains(posts.get(2).id());
        assertThat(fixture.texts().stream().map(text -> text.endsWith(PAGE)).toList())
                .containsExactly(true, true, false, true);
        assertThat(posts.getFirst().text()).contains("Log-in is slow & we <look> into it.");
    }

    @Test
    void a_post_mortem_ends_the_chain_with_a_link_however_long_it_is() {
        PublishedEvent solved = outage.says(IncidentUpdated::new, Status.RESOLVED, "All is well.");
        PublishedEvent analysed =
                outage.analysed(PostmortemPublished::new, "What happened", "A long **story**. ".repeat(5_000));

        List.of(opened, solved, analysed)
                .forEach(event -> assertThat(fixture.finish(event)).isInstanceOf(Delivered.class));

        XPost last = fixture.x.posts().getLast();
        assertThat(last.inReplyTo()).contains(fixture.x.posts().get(1).id());
        assertThat(last.text())
                .startsWith("📄 Post-mortem: What happened")
                .contains("A long story.")
                .endsWith("/posts/what-happened");
    }

    @Test
    void the_result_tells_where_the_post_is() {
        assertThat(fixture.deliver(opened))
                .isEqualTo(new Delivered(
                        "https://x.com/clicktime/status/"
                                + fixture.x.posts().getFirst().id(),
                        false));
    }

    @Test
    void what_is_posted_is_not_posted_again() {
        DeliveryResult first = fixture.deliver(opened);

        assertThat(fixture.deliver(opened)).isEqualTo(first);
        assertThat(fixture.settle(opened)).isEqualTo(first);
        assertThat(fixture.calls("POST")).isEqualTo(1);
        assertThat(fixture.calls("GET")).isZero();
    }

    @Test
    void a_vanished_parent_begins_a_new_thread_with_the_link_and_the_chain_goes_on_from_there() {
        fixture.deliver(opened);
        fixture.delete(fixture.x.posts().getFirst());
        PublishedEvent update = outage.says(IncidentUpdated::new, Status.IDENTIFIED, "We found it.");
        PublishedEvent next = outage.says(IncidentUpdated::new, Status.MONITORING, "We watch it.");

        assertThat(fixture.deliver(update)).isInstanceOf(Delivered.class);
        assertThat(fixture.deliver(next)).isInstanceOf(Delivered.class);

        assertThat(fixture.x.posts()).hasSize(2);
        assertThat(fixture.x.posts().getFirst().inReplyTo()).isEmpty();
        assertThat(fixture.x.posts().getFirst().text()).endsWith(PAGE);
        assertThat(fixture.x.posts().getLast().inReplyTo())
                .contains(fixture.x.posts().getFirst().id());
    }

    @Test
    void a_text_said_before_is_made_different_beforehand() {
        fixture.deliver(opened);
        PublishedEvent second = outage.says(IncidentUpdated::new, Status.INVESTIGATING, "Still looking.");
        PublishedEvent third =
                outage.at("2023-08-01T14:32:00Z").says(IncidentUpdated::new, Status.INVESTIGATING, "Still looking.");

        fixture.deliver(second);
        fixture.deliver(third);

        assertThat(fixture.texts().get(2)).endsWith("Still looking.\n\n(update 3, 14:32 UTC)");
        assertThat(fixture.calls("POST")).isEqualTo(3);
    }

    @Test
    void a_text_somebody_else_posted_before_is_made_different_once_x_refuses_it() {
        String text = fixture.channel().preview(opened).parts().getOrDefault("text", "");
        assertThat(fixture.gateway().post(text, null)).isInstanceOf(PostResult.Posted.class);

        assertThat(fixture.deliver(opened)).isInstanceOf(Delivered.class);

        assertThat(fixture.texts().getLast()).contains("(update 1, 14:00 UTC)").endsWith(PAGE);
        assertThat(fixture.calls("GET")).as("it cannot be ours").isZero();
    }

    @Test
    void a_correction_answers_the_wrong_post_and_the_chain_goes_on_from_its_end() {
        PublishedEvent second = outage.says(IncidentUpdated::new, Status.IDENTIFIED, "We found it.");
        PublishedEvent corrected = outage.corrects(IncidentCorrected::new, 1, "Only the web is slow.");
        PublishedEvent third = outage.says(IncidentUpdated::new, Status.MONITORING, "We watch it.");

        List.of(opened, second, corrected, third).forEach(fixture::deliver);

        List<XPost> posts = fixture.x.posts();
        assertThat(posts.get(2).text()).startsWith("✏️ Correction: Slow log-in");
        assertThat(posts.get(2).inReplyTo()).contains(posts.get(0).id());
        assertThat(posts.get(3).inReplyTo()).contains(posts.get(1).id());
    }

    @Test
    void a_correction_of_what_was_never_posted_does_not_call_itself_one() {
        PublishedEvent corrected = outage.corrects(IncidentCorrected::new, 1, "Only the web is slow.");

        fixture.deliver(corrected);

        assertThat(fixture.texts().getFirst())
                .startsWith("🔴 Investigating: Slow log-in")
                .contains("Only the web is slow.")
                .endsWith(PAGE);
    }

    @Test
    void reminders_join_the_thread_of_their_maintenance() {
        Story maintenance = Story.maintenance("m1", "ClickTime – Scheduled Maintenance");
        PublishedEvent scheduled =
                maintenance.says(MaintenanceScheduled::new, Status.SCHEDULED, "We improve performance.");
        PublishedEvent day = maintenance.at("2023-08-04T17:00:00Z").repeats(MaintenanceReminded::new, 1);
        PublishedEvent hour = maintenance.at("2023-08-05T16:00:00Z").repeats(MaintenanceReminded::new, 1);

        List.of(scheduled, day, hour)
                .forEach(event -> assertThat(fixture.deliver(event)).isInstanceOf(Delivered.class));

        assertThat(fixture.x.posts().get(1).inReplyTo())
                .contains(fixture.x.posts().get(0).id());
        assertThat(fixture.x.posts().get(2).inReplyTo())
                .contains(fixture.x.posts().get(1).id());
        assertThat(fixture.texts().get(2)).endsWith("(update 1, 16:00 UTC)");
    }

    @Test
    void without_keys_nothing_leaves_and_what_would_have_is_remembered_as_a_chain() {
        PublishedEvent second = outage.says(IncidentUpdated::new, Status.IDENTIFIED, "We found it.");
        XChannel dry = fixture.dryChannel();

        for (PublishedEvent event : List.of(opened, second)) {
            assertThat(dry.deliver(delivery(event))).isEqualTo(new Delivered(null, true));
            assertThat(dry.deliver(delivery(event))).isEqualTo(new Delivered(null, true));
        }

        assertThat(fixture.x.requests()).isEmpty();
        assertThat(fixture.post(opened).state()).isEqualTo(PostState.DRY_RUN);
        assertThat(fixture.post(opened).text()).endsWith(PAGE);
        assertThat(fixture.post(second).replyTo())
                .isEqualTo(fixture.post(opened).tweetId());
        assertThat(fixture.post(second).text()).doesNotContain(PAGE);
    }

    @Test
    void with_keys_again_the_first_real_post_begins_the_thread() {
        fixture.dryChannel().deliver(delivery(opened));
        PublishedEvent second = outage.says(IncidentUpdated::new, Status.IDENTIFIED, "We found it.");

        fixture.deliver(second);

        assertThat(fixture.x.posts().getFirst().inReplyTo()).isEmpty();
        assertThat(fixture.x.posts().getFirst().text()).endsWith(PAGE);
    }

    @Test
    void without_keys_an_unknown_outcome_ends_and_is_not_called_a_success() {
        fixture.x.faults().nextPosts(1, XFault.ANSWER_LOST_TAKEN);
        fixture.deliver(opened);

        assertThat(fixture.dryChannel().settle(delivery(opened))).isInstanceOf(DeliveryResult.Rejected.class);
    }

    @Test
    void a_preview_is_what_is_posted() {
        var preview = fixture.channel().preview(opened);

        fixture.deliver(opened);

        assertThat(preview.parts()).containsEntry("text", fixture.texts().getFirst());
        assertThat(preview.recipients()).isEqualTo(1);
    }

    private static Delivery<Recipient.Single> delivery(PublishedEvent event) {
        return new Delivery<>(event, Recipient.Single.ONLY, 1);
    }
}

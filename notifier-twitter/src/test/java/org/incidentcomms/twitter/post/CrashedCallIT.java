package org.incidentcomms.twitter.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.IncidentOpened;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Delivered;
import org.incidentcomms.kit.channel.DeliveryResult.Uncertain;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.twitter.post.PostComposer.ThreadPosition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A call whose worker died before the response, or only seemed to. */
class CrashedCallIT {
    private static final Duration UNDER_WAY = Duration.ofSeconds(30);

    private final XFixture fixture = new XFixture();
    private final PublishedEvent opened =
            Story.incident("i1", "Slow log-in").says(IncidentOpened::new, Status.INVESTIGATING, "Looking.");

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void the_looks_before_it_is_posted_again_are_few_for_each_costs_an_attempt() {
        begin();

        int looks = 1;
        DeliveryResult result = fixture.settle(opened);
        while (result instanceof Uncertain uncertain) {
            Instant next = uncertain.earliest();
            assertThat(next).isAfter(fixture.clock.instant());
            fixture.clock.forward(Duration.between(fixture.clock.instant(), next));
            result = fixture.settle(opened);
            looks++;
        }

        assertThat(result).isInstanceOf(Delivered.class);
        assertThat(looks).isEqualTo(3);
        assertThat(fixture.x.posts()).hasSize(1);
    }

    @Test
    void what_is_learnt_late_does_not_undo_a_post_that_is_up() {
        begin();
        fixture.store.posted(opened.id(), "4711", "https://x.com/clicktime/status/4711", fixture.clock.instant());

        fixture.store.looked(opened.id());
        fixture.store.uncertain(opened.id(), FailureReason.TIMED_OUT, fixture.clock.instant());
        fixture.store.duplicate(opened.id(), fixture.clock.instant());
        fixture.store.failed(opened.id(), "temporary");

        assertThat(fixture.settle(opened)).isEqualTo(new Delivered("https://x.com/clicktime/status/4711", false));
        assertThat(fixture.x.requests()).isEmpty();
    }

    @Test
    void a_post_that_another_worker_has_found_too_is_the_same_post() {
        assertThat(fixture.deliver(opened)).isInstanceOf(Delivered.class);
        String tweetId = fixture.x.posts().getFirst().id();

        assertThat(fixture.store.isOfAnother(tweetId, opened.id())).isFalse();
        assertThat(fixture.store.isOfAnother(tweetId, "i2-1")).isTrue();
    }

    private void begin() {
        Instant now = fixture.clock.instant();
        PendingPost draft = new PendingPost(opened, "Looking.", null, new ThreadPosition(true, false, 0), 0);
        assertThat(fixture.store.sending(draft, now, now.plus(UNDER_WAY))).isTrue();
    }
}

package org.incidentcomms.twitter.post;

import static org.assertj.core.api.Assertions.assertThat;

import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.twitter.post.PostComposer.ThreadPosition;

/** The posts composed for an event, at a position in its thread. */
final class ComposedPosts {
    static final ThreadPosition FIRST = new ThreadPosition(true, false, 0);
    static final ThreadPosition REPLY = new ThreadPosition(false, false, 0);
    static final String PAGE = "https://status.clicktime.com/incidents/slow-log-in";

    private ComposedPosts() {}

    static String text(PublishedEvent event, ThreadPosition place) {
        ComposedPost post = compose(event, place);
        assertThat(post.weightedLength()).isLessThanOrEqualTo(280);
        return post.text();
    }

    static ComposedPost compose(PublishedEvent event, ThreadPosition place) {
        return new PostComposer(Story.LINKS, LinkPolicy.FIRST_AND_LAST, 280).compose(event, place);
    }
}

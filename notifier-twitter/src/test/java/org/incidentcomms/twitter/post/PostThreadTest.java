package org.incidentcomms.twitter.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PostThreadTest {

    @Test
    void each_post_answers_the_one_before() {
        assertThat(new PostThread(List.of()).tip()).isNull();
        assertThat(new PostThread(List.of(post("u1", "1", null), post("u2", "2", "1"))).tip())
                .isEqualTo("2");
    }

    @Test
    void a_correction_of_an_older_post_hangs_beside_the_chain() {
        PostThread thread = new PostThread(List.of(post("u1", "1", null), post("u2", "2", "1"), post("u1", "3", "1")));

        assertThat(thread.tip()).isEqualTo("2");
        assertThat(thread.of("u1")).contains("3");
    }

    @Test
    void a_correction_of_the_newest_post_carries_the_chain_on() {
        assertThat(new PostThread(List.of(post("u1", "1", null), post("u1", "2", "1"))).tip())
                .isEqualTo("2");
    }

    @Test
    void after_a_lost_parent_the_chain_goes_on_from_the_new_beginning() {
        assertThat(new PostThread(List.of(post("u1", "1", null), post("u2", "2", null), post("u3", "3", "2"))).tip())
                .isEqualTo("3");
    }

    private static Post post(String updateId, String tweetId, @Nullable String replyTo) {
        return new Post(
                "e" + tweetId,
                1,
                "i1",
                updateId,
                1,
                "text",
                replyTo,
                tweetId,
                null,
                PostState.POSTED,
                1,
                false,
                false,
                0,
                null,
                null,
                null,
                null);
    }
}

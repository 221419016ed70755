package org.incidentcomms.twitter.post;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An incident's posts as readers see them: a chain of replies. A correction of an older post is a branch beside the
 * chain; a post whose parent was deleted starts a new chain.
 *
 * @param posts those on X, oldest first
 */
record PostThread(List<Post> posts) {
    PostThread {
        posts = List.copyOf(posts);
    }

    /** The post the next update replies to, or null if it starts the thread. */
    @Nullable String tip() {
        String tip = null;
        for (Post post : posts) {
            if (tip == null || post.replyTo() == null || post.replyTo().equals(tip)) {
                tip = post.tweetId();
            }
        }
        return tip;
    }

    /** The newest post of this update, including corrections. */
    Optional<String> of(String updateId) {
        return posts.reversed().stream()
                .filter(post -> post.updateId().equals(updateId))
                .findFirst()
                .map(Post::tweetId);
    }
}

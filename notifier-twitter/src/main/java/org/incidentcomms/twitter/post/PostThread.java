package org.incidentcomms.twitter.post;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An incident's posts as readers see them: a chain, each answering the one before. A correction of an older post hangs
 * beside the chain; a post whose parent had vanished begins a new one.
 *
 * @param posts those that are up, oldest first
 */
record PostThread(List<Post> posts) {
    PostThread {
        posts = List.copyOf(posts);
    }

    /** The post the next update answers, or null where it begins the thread. */
    @Nullable String tip() {
        String tip = null;
        for (Post post : posts) {
            if (tip == null || post.replyTo() == null || post.replyTo().equals(tip)) {
                tip = post.tweetId();
            }
        }
        return tip;
    }

    /** The newest post of this update, its corrections included. */
    Optional<String> of(String updateId) {
        return posts.reversed().stream()
                .filter(post -> post.updateId().equals(updateId))
                .findFirst()
                .map(Post::tweetId);
    }
}

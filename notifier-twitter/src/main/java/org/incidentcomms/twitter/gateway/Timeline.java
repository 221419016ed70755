package org.incidentcomms.twitter.gateway;

import java.util.List;
import org.incidentcomms.kit.channel.DeliveryResult;

/** A look at the own timeline. */
public sealed interface Timeline {

    /** What the account posted in the time asked for, newest first. */
    record Posts(List<OwnPost> posts) implements Timeline {
        public Posts {
            posts = List.copyOf(posts);
        }
    }

    /** It could not be read; {@code result} says why and is never {@code Delivered} or {@code Uncertain}. */
    record Unavailable(DeliveryResult result) implements Timeline {}

    /**
     * One post of the account.
     *
     * @param text as it was written: X's HTML entities resolved and its t.co links expanded
     */
    record OwnPost(String tweetId, String text) {}
}

package org.incidentcomms.twitter.gateway;

import org.incidentcomms.kit.channel.DeliveryResult;

/** What became of one attempt to post; each kind documents what is to follow. */
public sealed interface PostResult {

    /** X took it under this id. */
    record Posted(String tweetId) implements PostResult {}

    /**
     * X holds a post with this very text already: our own, if an earlier attempt ended unknown; otherwise the text
     * must be made different.
     */
    record Duplicate(String detail) implements PostResult {}

    /** Refused as a reply, most likely because the post replied to is gone: to be posted on its own, with the link. */
    record ParentGone(String detail) implements PostResult {}

    /** Not posted, or not known to be; {@code result} is what the ledger is told. Never {@code Delivered}. */
    record Failed(DeliveryResult result) implements PostResult {}
}

package org.incidentcomms.twitter.post;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The stored state of one announcement's post.
 *
 * @param seq order of first attempts
 * @param replyTo the post it replies to, or null for the first of a thread
 * @param tweetId X's id; generated in a dry run; null until it is known
 * @param attempts how often X was called to post it
 * @param doubt an attempt may have been accepted, so text and parent must not change
 * @param duplicate X refused the newest attempt as a duplicate
 * @param looks number of unsuccessful timeline searches since the newest attempt
 * @param sentAt when the earliest attempt that may have been accepted was sent
 * @param settleFrom not to be posted again before this time
 */
record Post(
        String eventId,
        long seq,
        String incidentId,
        String updateId,
        long incidentVersion,
        String text,
        @Nullable String replyTo,
        @Nullable String tweetId,
        @Nullable String url,
        PostState state,
        int attempts,
        boolean doubt,
        boolean duplicate,
        int looks,
        @Nullable Instant sentAt,
        @Nullable Instant settleFrom,
        @Nullable Instant postedAt,
        @Nullable String lastReason) {}

package org.incidentcomms.twitter.post;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one announcement's post.
 *
 * @param seq order of first attempts
 * @param replyTo the post it answers, or null for one that begins a thread
 * @param tweetId X's id; made up in a dry run; null until it is known
 * @param attempts how often X was called to post it
 * @param doubt an attempt may have been taken, so text and parent are kept as they are
 * @param duplicate X refused the newest attempt as a duplicate
 * @param looks how often the timeline was searched in vain since the newest attempt
 * @param sentAt when the earliest attempt that may have been taken left
 * @param settleFrom not to be posted again before this
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

package org.incidentcomms.testkit.x;

import com.twitter.twittertext.TwitterTextParser;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The posts of the account, oldest first, and the validation of new ones. */
final class XPosts {

    /** Epoch of the milliseconds in X's ids. */
    private static final long EPOCH = 1_288_834_974_657L;

    private static final int USUAL_LENGTH = 280;

    private final Clock clock;
    private final Map<String, XPost> posts = new LinkedHashMap<>();
    private final Set<String> texts = new HashSet<>();
    private long lastId;
    private int longest = USUAL_LENGTH;

    XPosts(Clock clock) {
        this.clock = clock;
    }

    /** Sets the weighted length allowed, as for an account that pays for more. */
    synchronized void longest(int weightedLength) {
        longest = weightedLength;
    }

    /** Why X would refuse this post, or empty. */
    synchronized Optional<XAnswer> refusal(String text, Optional<String> inReplyTo) {
        var parsed = TwitterTextParser.parseTweet(text);
        if (text.isBlank()) {
            return Optional.of(XAnswer.invalid("text", text, "text must not be empty"));
        } else if (parsed.weightedLength > longest) {
            return Optional.of(XAnswer.problem(
                    400,
                    "Bad Request",
                    "Your Tweet text is too long. For more information on how Twitter determines text length see"
                            + " https://github.com/twitter/twitter-text."));
        } else if (!parsed.isValid && parsed.weightedLength <= USUAL_LENGTH) {
            return Optional.of(XAnswer.invalid("text", text, "text contains characters that are not allowed"));
        } else if (inReplyTo.isPresent() && !inReplyTo.get().matches("[0-9]{1,19}")) {
            return Optional.of(XAnswer.invalid(
                    "reply.in_reply_to_tweet_id", inReplyTo.get(), "in_reply_to_tweet_id is not a valid Tweet ID"));
        } else if (inReplyTo.isPresent() && find(inReplyTo.get()).isEmpty()) {
            return Optional.of(XAnswer.problem(
                    403, "Forbidden", "You attempted to reply to a Tweet that is deleted or not visible to you."));
        } else if (texts.contains(text.strip())) {
            return Optional.of(
                    XAnswer.problem(403, "Forbidden", "You are not allowed to create a Tweet with duplicate content."));
        }
        return Optional.empty();
    }

    synchronized XPost add(String text, Optional<String> inReplyTo) {
        Instant now = clock.instant();
        lastId = Math.max(lastId + 1, (now.toEpochMilli() - EPOCH) << 22);
        String id = String.valueOf(lastId);
        String conversation =
                inReplyTo.flatMap(this::find).map(XPost::conversationId).orElse(id);
        XPost post = new XPost(id, text, inReplyTo, conversation, now, false);
        posts.put(id, post);
        texts.add(text.strip());
        return post;
    }

    synchronized boolean delete(String id) {
        Optional<XPost> found = find(id);
        found.ifPresent(post -> {
            posts.put(id, post.withDeleted());
            texts.remove(post.text().strip());
        });
        return found.isPresent();
    }

    synchronized List<XPost> all() {
        return List.copyOf(posts.values());
    }

    synchronized void clear() {
        posts.clear();
        texts.clear();
    }

    private Optional<XPost> find(String id) {
        return Optional.ofNullable(posts.get(id)).filter(post -> !post.deleted());
    }
}

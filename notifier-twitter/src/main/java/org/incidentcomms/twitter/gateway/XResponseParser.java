package org.incidentcomms.twitter.gateway;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.incidentcomms.twitter.gateway.Timeline.OwnPost;
import org.jspecify.annotations.Nullable;
import twitter4j.CreateTweetResponse;
import twitter4j.JSONObject;
import twitter4j.Tweet;
import twitter4j.TweetsResponse;
import twitter4j.UrlEntity2;
import twitter4j.UsersResponse;

/** Reads X's good answers with the types of twitter4j-v2; what cannot be read is empty, never an exception. */
final class XResponseParser {
    private XResponseParser() {}

    /** The id of the post just made. */
    static Optional<String> createdTweet(String body) {
        try {
            return Optional.of(Long.toString(new CreateTweetResponse(new JSONObject(body), false).getId()));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** The id of the account whose keys we hold. */
    static Optional<String> userId(String body) {
        try {
            return new UsersResponse(new JSONObject(body), false)
                    .getUsers().stream().findFirst().map(user -> Long.toString(user.getId()));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** One page of a timeline, and the token of the next one or null. */
    record Page(List<OwnPost> posts, @Nullable String next) {}

    static Optional<Page> page(String body) {
        try {
            JSONObject json = new JSONObject(body);
            List<OwnPost> posts = new ArrayList<>();
            for (Tweet tweet : new TweetsResponse(json, false).getTweets()) {
                posts.add(new OwnPost(Long.toString(tweet.getId()), asWritten(tweet.getText(), tweet.getUrls())));
            }
            JSONObject meta = json.optJSONObject("meta");
            String next = meta == null ? "" : meta.optString("next_token", "");
            return Optional.of(new Page(posts, next.isEmpty() ? null : next));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** X escapes three characters as HTML entities and replaces each link by a t.co one. */
    static String asWritten(String text, @Nullable List<UrlEntity2> urls) {
        String written = text;
        if (urls != null) {
            for (UrlEntity2 url : urls) {
                String expanded = url.getExpandedUrl();
                if (expanded != null && !expanded.isEmpty() && !url.getUrl().isEmpty()) {
                    written = written.replace(url.getUrl(), expanded);
                }
            }
        }
        String plain = written.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        return Normalizer.normalize(plain, Normalizer.Form.NFC);
    }
}

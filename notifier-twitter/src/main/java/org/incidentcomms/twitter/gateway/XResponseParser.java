package org.incidentcomms.twitter.gateway;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.incidentcomms.twitter.gateway.Timeline.OwnPost;
import org.jspecify.annotations.Nullable;
import twitter4j.CreateTweetResponse;
import twitter4j.JSONArray;
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
            JSONArray whole = json.optJSONArray("data");
            List<Tweet> tweets = new TweetsResponse(json, false).getTweets();
            for (int i = 0; i < tweets.size(); i++) {
                Tweet tweet = tweets.get(i);
                JSONObject note = whole == null ? null : whole.getJSONObject(i).optJSONObject("note_tweet");
                posts.add(new OwnPost(
                        Long.toString(tweet.getId()),
                        note == null
                                ? asWritten(tweet.getText(), linksOf(tweet))
                                : asWritten(note.getString("text"), linksOf(note))));
            }
            JSONObject meta = json.optJSONObject("meta");
            String next = meta == null ? "" : meta.optString("next_token", "");
            return Optional.of(new Page(posts, next.isEmpty() ? null : next));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** What each short link stands for. */
    private static Map<String, String> linksOf(Tweet tweet) {
        Map<String, String> links = new LinkedHashMap<>();
        List<UrlEntity2> urls = tweet.getUrls();
        if (urls != null) {
            urls.forEach(url -> put(links, url.getUrl(), url.getExpandedUrl()));
        }
        return links;
    }

    /** As of a post; the library does not know what X says of one that is longer than the usual. */
    private static Map<String, String> linksOf(JSONObject note) {
        Map<String, String> links = new LinkedHashMap<>();
        JSONObject entities = note.optJSONObject("entities");
        JSONArray urls = entities == null ? null : entities.optJSONArray("urls");
        for (int i = 0; urls != null && i < urls.length(); i++) {
            JSONObject url = urls.getJSONObject(i);
            put(links, url.optString("url"), url.optString("expanded_url"));
        }
        return links;
    }

    private static void put(Map<String, String> links, String url, @Nullable String expanded) {
        if (expanded != null && !expanded.isEmpty() && !url.isEmpty()) {
            links.put(url, expanded);
        }
    }

    /** X escapes three characters as HTML entities and replaces each link by a t.co one. */
    private static String asWritten(String text, Map<String, String> links) {
        String written = text;
        for (Map.Entry<String, String> link : links.entrySet()) {
            written = written.replace(link.getKey(), link.getValue());
        }
        String plain = written.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        return Normalizer.normalize(plain, Normalizer.Form.NFC);
    }
}

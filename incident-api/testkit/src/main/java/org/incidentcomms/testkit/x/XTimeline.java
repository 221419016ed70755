package org.incidentcomms.testkit.x;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** GET /2/users/{id}/tweets: newest first, only the requested fields, only parameters X supports. */
final class XTimeline {

    private static final Set<String> KNOWN = Set.of(
            "end_time",
            "exclude",
            "expansions",
            "max_results",
            "media.fields",
            "pagination_token",
            "place.fields",
            "poll.fields",
            "since_id",
            "start_time",
            "tweet.fields",
            "until_id",
            "user.fields");

    private XTimeline() {}

    /** The response to a correctly signed request, from the posts visible at this time. */
    static XAnswer read(URI uri, Stream<XPost> visible, String authorId) {
        Map<String, String> query = new HashMap<>();
        for (Map.Entry<String, String> parameter : OAuth1.query(uri)) {
            if (!KNOWN.contains(parameter.getKey())) {
                return XAnswer.invalid(
                        parameter.getKey(),
                        parameter.getValue(),
                        "The query parameter [%s] is not one of %s".formatted(parameter.getKey(), KNOWN));
            }
            query.put(parameter.getKey(), parameter.getValue());
        }
        for (String number : List.of("max_results", "since_id", "until_id", "pagination_token")) {
            if (!query.getOrDefault(number, "1").matches("[0-9]{1,18}|[1-8][0-9]{18}")) {
                return XAnswer.invalid(number, query.getOrDefault(number, ""), number + " is not a number");
            }
        }
        long max = Long.parseLong(query.getOrDefault("max_results", "10"));
        if (max < 5 || max > 100) {
            return XAnswer.invalid(
                    "max_results",
                    String.valueOf(max),
                    "The `max_results` query parameter value [%d] is not between 5 and 100".formatted(max));
        }
        Instant start;
        try {
            start = Instant.parse(query.getOrDefault("start_time", "1970-01-01T00:00:00Z"));
        } catch (DateTimeParseException e) {
            return XAnswer.invalid("start_time", query.getOrDefault("start_time", ""), "start_time is not RFC 3339");
        }
        long since = Long.parseLong(query.getOrDefault("since_id", "0"));
        String until = query.getOrDefault("pagination_token", query.getOrDefault("until_id", ""));
        long before = until.isEmpty() ? Long.MAX_VALUE : Long.parseLong(until);
        boolean replies = !fields(query, "exclude").contains("replies");
        List<XPost> found = visible.filter(post -> !post.deleted())
                .filter(post -> Long.parseLong(post.id()) > since && Long.parseLong(post.id()) < before)
                .filter(post -> !post.createdAt().isBefore(start))
                .filter(post -> replies || post.inReplyTo().isEmpty())
                .sorted(Comparator.comparingLong((XPost post) -> Long.parseLong(post.id()))
                        .reversed())
                .toList();
        return XAnswer.of(200, page(found, (int) max, fields(query, "tweet.fields"), authorId));
    }

    private static ObjectNode page(List<XPost> found, int max, List<String> fields, String authorId) {
        ObjectNode body = XAnswer.JSON.createObjectNode();
        List<XPost> shown = found.subList(0, Math.min(max, found.size()));
        if (!shown.isEmpty()) {
            ArrayNode data = body.putArray("data");
            shown.forEach(post -> data.add(json(post, fields, authorId)));
        }
        ObjectNode meta = body.putObject("meta").put("result_count", shown.size());
        if (!shown.isEmpty()) {
            meta.put("newest_id", shown.getFirst().id())
                    .put("oldest_id", shown.getLast().id());
        }
        if (shown.size() < found.size()) {
            meta.put("next_token", shown.getLast().id());
        }
        return body;
    }

    /** A post with these fields in addition to the default ones. */
    static ObjectNode json(XPost post, List<String> fields, String authorId) {
        ShownText whole = ShownText.of(post);
        ShownText shown = whole.head(post.id());
        ObjectNode json = XAnswer.JSON.createObjectNode();
        json.put("id", post.id()).put("text", shown.text());
        json.putArray("edit_history_tweet_ids").add(post.id());
        if (fields.contains("author_id")) {
            json.put("author_id", authorId);
        }
        if (fields.contains("conversation_id")) {
            json.put("conversation_id", post.conversationId());
        }
        if (fields.contains("created_at")) {
            Instant created = post.createdAt().truncatedTo(ChronoUnit.SECONDS);
            json.put("created_at", DateTimeFormatter.ISO_INSTANT.format(created).replace("Z", ".000Z"));
        }
        if (fields.contains("entities") && !shown.urls().isEmpty()) {
            json.putObject("entities").set("urls", shown.urls());
        }
        if (fields.contains("note_tweet") && !shown.equals(whole)) {
            ObjectNode note = json.putObject("note_tweet").put("text", whole.text());
            if (!whole.urls().isEmpty()) {
                note.putObject("entities").set("urls", whole.urls());
            }
        }
        if (fields.contains("referenced_tweets")) {
            post.inReplyTo()
                    .ifPresent(parent -> json.putArray("referenced_tweets")
                            .addObject()
                            .put("type", "replied_to")
                            .put("id", parent));
        }
        return json;
    }

    private static List<String> fields(Map<String, String> query, String name) {
        return Arrays.asList(query.getOrDefault(name, "").split(",", -1));
    }
}

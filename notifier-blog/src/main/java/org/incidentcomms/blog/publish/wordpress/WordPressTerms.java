package org.incidentcomms.blog.publish.wordpress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.http.HttpReply;

/** The ids of categories and tags by name; creates those that do not exist. Thread-safe. */
final class WordPressTerms {
    /** Somebody may delete one, so an id is looked up again after a while. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    private static final int MOST = 1_000;

    private final WordPressApi api;
    private final Cache<Term, Long> ids = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(KEPT)
            .executor(Runnable::run)
            .build();

    private record Term(String taxonomy, String name) {}

    WordPressTerms(WordPressApi api) {
        this.api = api;
    }

    /** @param taxonomy {@code categories} or {@code tags} */
    ArrayNode ids(RestRoot root, String taxonomy, List<String> names) throws CallFailedException {
        ArrayNode found = Json.MAPPER.createArrayNode();
        for (String name : names.stream().distinct().toList()) {
            Term term = new Term(taxonomy, name);
            Long id = ids.getIfPresent(term);
            if (id == null) {
                id = id(root, term);
                ids.put(term, id);
            }
            found.add(id);
        }
        return found;
    }

    private long id(RestRoot root, Term term) throws CallFailedException {
        JsonNode existing =
                api.get(root.at("wp/v2/" + term.taxonomy(), Map.of("search", term.name(), "per_page", "100")));
        for (JsonNode candidate : existing) {
            if (isNamed(candidate.path("name").asText(), term.name())) {
                return candidate.path("id").asLong();
            }
        }
        HttpReply reply = api.send(
                "POST",
                root.at("wp/v2/" + term.taxonomy()),
                Json.MAPPER.createObjectNode().put("name", term.name()).toString());
        JsonNode answer = Json.read(reply.body()).orElseThrow(() -> api.failed(reply));
        if (answer.path("code").asText().equals("term_exists")) {
            return answer.path("data").path("term_id").asLong();
        }
        if (reply.status() == 403) {
            throw new CallFailedException(WordPressFailures.park(
                    FailureReason.CREDENTIALS,
                    "WordPress has no category \"" + term.name() + "\" and the account may not create one. Create it in"
                            + " WordPress, remove it from WORDPRESS_CATEGORIES, or give the account the role editor"));
        }
        return api.json(reply).path("id").asLong();
    }

    /** WordPress stores names with {@code &amp;}. */
    private static boolean isNamed(String stored, String name) {
        return stored.equalsIgnoreCase(name) || stored.replace("&amp;", "&").equalsIgnoreCase(name);
    }
}

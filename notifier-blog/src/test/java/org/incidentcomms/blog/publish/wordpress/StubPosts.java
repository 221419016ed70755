package org.incidentcomms.blog.publish.wordpress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The posts and terms of a stub, as WordPress 6.1 keeps them: a slug that is taken becomes {@code -2}. */
final class StubPosts {
    static final long AUTHOR = 2;
    private static final Set<String> FIELDS =
            Set.of("slug", "status", "title", "content", "excerpt", "date_gmt", "categories", "tags");

    private final Map<Long, ObjectNode> posts = new TreeMap<>();
    private final Map<String, Map<Long, String>> terms =
            Map.of("tags", new TreeMap<>(), "categories", new TreeMap<>(Map.of(1L, "Uncategorized")));
    private long ids = 10;

    /** Null if there is no post {@code id}. */
    synchronized @Nullable ObjectNode write(@Nullable Long id, JsonNode body) {
        body.fieldNames().forEachRemaining(name -> require(FIELDS.contains(name), "no field " + name));
        require(body.path("date_gmt").asText().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d"), "date_gmt");
        for (String taxonomy : terms.keySet()) {
            body.path(taxonomy).forEach(term -> require(terms(taxonomy).containsKey(term.asLong()), taxonomy));
        }
        ObjectNode post = id == null ? Json.MAPPER.createObjectNode() : posts.get(id);
        if (post == null) {
            return null;
        }
        long key = id == null ? ++ids : id;
        post.put("id", key).put("author", AUTHOR).put("link", "http://blog.example/" + key);
        post.setAll((ObjectNode) body);
        post.putObject("content").put("raw", body.path("content").asText());
        post.put("slug", unique(key, body.path("slug").asText()));
        posts.put(key, post);
        return post;
    }

    /** A post that somebody wrote by hand. */
    synchronized void add(long author, String slug, String content) {
        ObjectNode post = Json.MAPPER.createObjectNode().put("id", ++ids).put("author", author);
        post.put("slug", unique(ids, slug)).put("status", "publish").put("title", slug);
        post.putObject("content").put("raw", content);
        posts.put(ids, post);
    }

    synchronized boolean delete(long id) {
        return posts.remove(id) != null;
    }

    synchronized ArrayNode list(Map<String, String> query, boolean searches) {
        ArrayNode found = Json.MAPPER.createArrayNode();
        List<String> statuses = List.of(query.getOrDefault("status", "publish").split(","));
        String slugs = query.get("slug");
        String search = query.get("search");
        posts.values().stream()
                .filter(post -> statuses.contains(post.path("status").asText()))
                .filter(post -> slugs == null
                        || List.of(slugs.split(",")).contains(post.path("slug").asText()))
                .filter(post -> search == null
                        || searches && post.path("content").path("raw").asText().contains(search))
                .sorted(Comparator.comparing(post -> post.path("id").asLong()))
                .forEach(found::add);
        return found;
    }

    synchronized List<ObjectNode> all() {
        return posts.values().stream().map(ObjectNode::deepCopy).toList();
    }

    synchronized Map<Long, String> terms(String taxonomy) {
        return terms.getOrDefault(taxonomy, Map.of());
    }

    /** The id of the new term; negative of the existing one's if there is one. */
    synchronized long addTerm(String taxonomy, String name) {
        for (var term : terms(taxonomy).entrySet()) {
            if (term.getValue().equalsIgnoreCase(name)) {
                return -term.getKey();
            }
        }
        terms(taxonomy).put(++ids, name);
        return ids;
    }

    synchronized void clear() {
        posts.clear();
    }

    private String unique(long id, String slug) {
        require(slug.matches("[a-z0-9]+(-[a-z0-9]+)*|[a-z0-9_-]+"), "slug " + slug);
        String free = slug;
        for (int i = 2; isTaken(id, free); i++) {
            free = slug + "-" + i;
        }
        return free;
    }

    private boolean isTaken(long id, String slug) {
        return posts.entrySet().stream()
                .anyMatch(other -> other.getKey() != id
                        && other.getValue().path("slug").asText().equals(slug));
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("rest_invalid_param: " + what);
        }
    }
}

package org.incidentcomms.blog.publish.wordpress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.incidentcomms.blog.publish.wordpress.WordPressDiscovery.Site;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.SkipReason;
import org.incidentcomms.kit.http.HttpReply;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the posts of one incident equal to what they should be: reads those that exist, changes what differs, and reads
 * again until nothing differs. WordPress takes any number of posts with one slug (the second becomes {@code -2}) and has
 * no conditional update, so this is what makes a repeated or concurrent call harmless. Thread-safe.
 */
final class WordPressPosts {
    private static final Logger LOG = Logger.getLogger(WordPressPosts.class);
    private static final int ROUNDS = 5;
    /** After that many rounds another address is accepted: WordPress reserves some slugs. */
    private static final int ROUNDS_BY_ADDRESS = 2;

    private static final String SEARCH_BROKEN =
            "WordPress's search does not find a post by its content, so withdrawn posts could not be found. A search"
                    + " plugin answers in its place; exclude the REST API from it";
    private static final int PAGE = 50;
    private static final String ANY_STATUS = "publish,future,draft,pending,private";

    private final WordPressApi api;
    private final WordPressDiscovery discovery;
    private final WordPressTerms terms;
    private volatile @Nullable Site site;

    WordPressPosts(WordPressApi api) {
        this.api = api;
        this.discovery = new WordPressDiscovery(api);
        this.terms = new WordPressTerms(api);
    }

    /**
     * @param version of the incident; where WordPress has a newer one nothing is changed
     * @param wanted all posts of the incident; the others are deleted
     * @param announced key of the post whose address is reported, or null
     */
    DeliveryResult publish(String incidentId, long version, List<WordPressPost> wanted, @Nullable String announced) {
        try {
            return converge(site(), incidentId, version, wanted, announced);
        } catch (CallFailedException e) {
            site = null; // found anew before the next attempt, which tells what is wrong
            return e.result();
        }
    }

    private Site site() throws CallFailedException {
        Site found = site;
        if (found == null) {
            found = discovery.discover();
            site = found;
        }
        return found;
    }

    private DeliveryResult converge(
            Site site, String incidentId, long version, List<WordPressPost> wanted, @Nullable String announced)
            throws CallFailedException {
        for (int round = 1; round <= ROUNDS; round++) {
            List<ExistingPost> existing = search(site, incidentId);
            if (existing.stream().anyMatch(post -> post.marker().orElseThrow().version() > version)) {
                return DeliveryResult.skipped(SkipReason.SUPERSEDED);
            }
            List<ExistingPost> others = inTheWay(site, wanted, existing);
            if (others.stream().anyMatch(post -> post.isOf(incidentId))) {
                throw new CallFailedException(WordPressFailures.park(FailureReason.INVALID, SEARCH_BROKEN));
            }
            List<WordPressPost> placed = new ArrayList<>();
            for (WordPressPost post : wanted) {
                Optional<ExistingPost> other = others.stream()
                        .filter(found -> found.slug().equals(post.slug()))
                        .findFirst();
                Optional<ExistingPost> unmarked = other.filter(found -> found.isUnmarkedOf(site.userId()));
                unmarked.ifPresent(found -> existing.add(found.adopted(incidentId, post.key())));
                placed.add(other.isPresent() && unmarked.isEmpty() ? post.elsewhere() : post);
            }
            List<PostChange> changes = PostChange.between(placed, existing, round <= ROUNDS_BY_ADDRESS);
            if (changes.isEmpty() && wanted.isEmpty()) {
                checkSearch(site);
            }
            if (changes.isEmpty()) {
                return delivered(existing, announced);
            }
            for (PostChange change : changes) {
                apply(site, incidentId, version, change);
            }
        }
        return DeliveryResult.retry(
                FailureReason.TEMPORARY, Scope.DESTINATION, "WordPress's posts differ from what was written");
    }

    private static DeliveryResult delivered(List<ExistingPost> posts, @Nullable String announced) {
        return posts.stream()
                .filter(post -> announced == null || post.shows(announced))
                .findFirst()
                .map(post -> DeliveryResult.delivered(post.link()))
                .orElseGet(DeliveryResult::delivered);
    }

    /** All posts of the incident. Ends at a page without a new post: a plugin may answer each page with the first. */
    private List<ExistingPost> search(Site site, String incidentId) throws CallFailedException {
        List<ExistingPost> found = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (int page = 1; ; page++) {
            Map<String, String> query = new LinkedHashMap<>();
            query.put("search", PostMarker.searched(incidentId));
            query.put("orderby", "id");
            query.put("order", "asc");
            query.put("per_page", Integer.toString(PAGE));
            query.put("page", Integer.toString(page));
            List<ExistingPost> some = posts(site, query);
            int before = seen.size();
            some.stream()
                    .filter(post -> seen.add(post.id()) && post.isOf(incidentId))
                    .forEach(found::add);
            if (some.size() < PAGE || seen.size() == before) {
                return found;
            }
        }
    }

    /** Whether nothing is found because nothing is there: our newest post must be found by the search too. */
    private void checkSearch(Site site) throws CallFailedException {
        for (ExistingPost newest : posts(site, Map.of("author", Long.toString(site.userId()), "per_page", "1"))) {
            Optional<PostMarker> marker = newest.marker();
            if (marker.isPresent() && search(site, marker.get().incidentId()).isEmpty()) {
                throw new CallFailedException(WordPressFailures.park(FailureReason.INVALID, SEARCH_BROKEN));
            }
        }
    }

    /** The posts at addresses wanted that are not among those found by the search. */
    private List<ExistingPost> inTheWay(Site site, List<WordPressPost> wanted, List<ExistingPost> existing)
            throws CallFailedException {
        Set<String> own = existing.stream().map(ExistingPost::slug).collect(Collectors.toSet());
        String unseen = wanted.stream()
                .map(WordPressPost::slug)
                .filter(slug -> !own.contains(slug))
                .collect(Collectors.joining(","));
        return unseen.isEmpty() ? List.of() : posts(site, Map.of("slug", unseen, "per_page", "100"));
    }

    private List<ExistingPost> posts(Site site, Map<String, String> filter) throws CallFailedException {
        Map<String, String> query = new LinkedHashMap<>(filter);
        query.put("status", ANY_STATUS);
        query.put("context", "edit");
        query.put("_fields", ExistingPost.FIELDS);
        HttpReply reply = api.send("GET", site.root().at("wp/v2/posts", query), null);
        if (code(reply).equals("rest_post_invalid_page_number")) {
            return List.of();
        }
        List<ExistingPost> found = new ArrayList<>();
        for (JsonNode post : api.json(reply)) {
            found.add(ExistingPost.of(post));
        }
        return found;
    }

    private void apply(Site site, String incidentId, long version, PostChange change) throws CallFailedException {
        switch (change) {
            case PostChange.Delete(ExistingPost post) -> {
                HttpReply reply = api.send("DELETE", site.root().at(path(post), Map.of("force", "true")), null);
                checkUnlessGone(reply);
                LOG.debugf("post deleted channel=wordpress incident=%s", incidentId);
            }
            case PostChange.Update(ExistingPost post, WordPressPost wanted) ->
                checkUnlessGone(api.send(
                        "POST",
                        site.root().at(path(post)),
                        body(site, incidentId, version, wanted).toString()));
            case PostChange.Create(WordPressPost wanted) -> {
                JsonNode unused = api.post(site.root().at("wp/v2/posts"), body(site, incidentId, version, wanted));
            }
        }
    }

    private ObjectNode body(Site site, String incidentId, long version, WordPressPost wanted)
            throws CallFailedException {
        ObjectNode body = wanted.json(new PostMarker(incidentId, wanted.key(), version, wanted.digest()));
        if (!wanted.categories().isEmpty()) {
            body.set("categories", terms.ids(site.root(), "categories", wanted.categories()));
        }
        body.set("tags", terms.ids(site.root(), "tags", wanted.tags()));
        return body;
    }

    /** A post that is gone meanwhile is seen in the next round. */
    private void checkUnlessGone(HttpReply reply) throws CallFailedException {
        if (!code(reply).equals("rest_post_invalid_id")) {
            JsonNode unused = api.json(reply);
        }
    }

    private static String path(ExistingPost post) {
        return "wp/v2/posts/" + post.id();
    }

    private static String code(HttpReply reply) {
        return reply.isSuccess()
                ? ""
                : Json.read(reply.body())
                        .map(json -> json.path("code").asText())
                        .orElse("");
    }
}

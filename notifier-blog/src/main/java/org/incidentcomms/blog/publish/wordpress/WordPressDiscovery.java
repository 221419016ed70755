package org.incidentcomms.blog.publish.wordpress;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.http.ErrorText;
import org.incidentcomms.kit.http.HttpReply;

/**
 * Finds the REST API of a site by its link {@code rel="https://api.w.org/"} (REST API Handbook, Discovery), wherever
 * WordPress is installed and whatever its permalinks, and checks that the account may post. The password is sent to the
 * host of WORDPRESS_URL only: a link to another host is taken as a path on this one.
 */
final class WordPressDiscovery {
    private static final Pattern LINK_HEADER =
            Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"?https://api\\.w\\.org/\"?", Pattern.CASE_INSENSITIVE);
    private static final Pattern LINK_ELEMENT = Pattern.compile(
            "<link\\s[^>]*rel=[\"']https://api\\.w\\.org/[\"'][^>]*href=[\"']([^\"']+)[\"']", Pattern.CASE_INSENSITIVE);
    private static final int MOST_REDIRECTS = 3;
    private static final List<String> NEEDED =
            List.of("publish_posts", "edit_published_posts", "delete_published_posts");

    private final WordPressApi api;

    WordPressDiscovery(WordPressApi api) {
        this.api = api;
    }

    /**
     * What was found.
     *
     * @param userId of the account
     */
    record Site(RestRoot root, long userId) {}

    Site discover() throws CallFailedException {
        HttpReply page = frontPage();
        List<URI> candidates = new ArrayList<>();
        linked(page).ifPresent(candidates::add);
        candidates.add(onSite("/wp-json/"));
        candidates.add(onSite("/?rest_route=/"));
        HttpReply refused = null;
        for (URI candidate : candidates) {
            HttpReply reply = api.send("GET", candidate, null);
            Optional<JsonNode> index = Json.read(reply.body());
            if (reply.isSuccess() && index.isPresent() && index.get().has("namespaces")) {
                RestRoot root = new RestRoot(candidate);
                checkIndex(index.get());
                return new Site(root, checkedUser(root));
            }
            if (index.isPresent() && index.get().has("code") || reply.status() != 404 && refused == null) {
                refused = reply;
            }
        }
        if (refused != null && (linked(page).isPresent() || !refused.isSuccess())) {
            throw api.failed(refused);
        }
        throw parked(
                FailureReason.INVALID,
                ErrorText.line(
                                "WORDPRESS_URL",
                                page.status(),
                                ErrorText.htmlTitle(page.body()).orElse(""))
                        + ": no REST API of WordPress found. Set it to the address of the blog's front page, with its"
                        + " folder if it has one (https://example.com/blog), and let no plugin switch the REST API off");
    }

    /** The page at WORDPRESS_URL, following redirects on the same host only. */
    private HttpReply frontPage() throws CallFailedException {
        URI address = onSite("/");
        HttpReply page = api.visit(address);
        for (int i = 0; i < MOST_REDIRECTS && page.status() / 100 == 3; i++) {
            Optional<URI> target =
                    page.header("Location").flatMap(WordPressDiscovery::uri).map(address::resolve);
            if (target.isEmpty() || !isSameOrigin(target.get())) {
                throw parked(FailureReason.INVALID, WordPressFailures.redirected(page));
            }
            address = target.get();
            page = api.visit(address);
        }
        if (page.status() >= 500 || page.status() == 429) {
            throw api.failed(page);
        }
        return page;
    }

    private Optional<URI> linked(HttpReply page) {
        List<String> found = new ArrayList<>();
        for (String header : page.headers().allValues("Link")) {
            matches(LINK_HEADER, header, found);
        }
        matches(LINK_ELEMENT, page.body(), found);
        return found.stream()
                .flatMap(link -> uri(link.replace("&#038;", "&").replace("&amp;", "&")).stream())
                .map(this::onOurHost)
                .findFirst();
    }

    private static void matches(Pattern pattern, String text, List<String> found) {
        Matcher matcher = pattern.matcher(text);
        if (matcher.find()) {
            found.add(matcher.group(1));
        }
    }

    private URI onOurHost(URI link) {
        String query = link.getRawQuery() == null ? "" : "?" + link.getRawQuery();
        URI site = api.account().site();
        return URI.create(site.getScheme() + "://" + site.getRawAuthority() + link.getRawPath() + query);
    }

    private static void checkIndex(JsonNode index) throws CallFailedException {
        if (!index.path("authentication").has("application-passwords")) {
            throw parked(
                    FailureReason.CREDENTIALS,
                    "application passwords are switched off in this WordPress: they need WordPress 5.6 and https"
                            + " (WORDPRESS_URL and the site's own address), and no plugin that disables them");
        }
        boolean hasPosts = false;
        for (JsonNode namespace : index.path("namespaces")) {
            hasPosts |= "wp/v2".equals(namespace.asText());
        }
        if (!hasPosts) {
            throw parked(FailureReason.INVALID, "the REST API lacks wp/v2; a plugin has switched it off");
        }
    }

    private long checkedUser(RestRoot root) throws CallFailedException {
        JsonNode user = api.get(root.at("wp/v2/users/me", Map.of("context", "edit")));
        List<String> missing = NEEDED.stream()
                .filter(needed -> !user.path("capabilities").path(needed).asBoolean())
                .toList();
        if (!missing.isEmpty()) {
            throw parked(
                    FailureReason.CREDENTIALS,
                    "WORDPRESS_USERNAME lacks the capabilities " + String.join(", ", missing)
                            + ". Give it the role author in WordPress");
        }
        return user.path("id").asLong();
    }

    private URI onSite(String path) {
        return URI.create(api.account().site() + path);
    }

    private boolean isSameOrigin(URI target) {
        URI site = api.account().site();
        return site.getScheme().equalsIgnoreCase(target.getScheme())
                && site.getRawAuthority().equalsIgnoreCase(target.getRawAuthority());
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static CallFailedException parked(FailureReason reason, String told) {
        return new CallFailedException(WordPressFailures.park(reason, told));
    }
}

package org.incidentcomms.blog.publish.wordpress;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where a site's REST API begins: {@code https://example.com/blog/wp-json/}, or with plain permalinks {@code
 * https://example.com/?rest_route=/}.
 */
record RestRoot(URI address) {

    /** The address of a route, such as {@code wp/v2/posts}, with these query parameters. */
    URI at(String route, Map<String, String> query) {
        String all = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        boolean isPlain = address.getRawQuery() != null;
        String separator = all.isEmpty() ? "" : isPlain ? "&" : "?";
        return URI.create(address + (isPlain ? encoded(route) : route) + separator + all);
    }

    URI at(String route) {
        return at(route, Map.of());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}

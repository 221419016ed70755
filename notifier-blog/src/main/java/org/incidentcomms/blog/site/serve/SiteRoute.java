package org.incidentcomms.blog.site.serve;

import java.util.Map;
import java.util.Optional;
import org.incidentcomms.blog.site.files.SitePath;

/**
 * Maps a requested URL path to a file. Pages have no extension ({@code /incidents/slow}, where a slug may contain
 * dots); everything else has a known one. Paths that leave the site are rejected.
 *
 * @param contentType value of the header
 * @param caching value of the header {@code Cache-Control}
 */
public record SiteRoute(SitePath file, String contentType, String caching) {
    static final String HTML = "text/html; charset=utf-8";
    private static final String STANDALONE = "unavailable.html";
    private static final String BRIEFLY = "public, max-age=15, stale-while-revalidate=60, stale-if-error=86400";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    /** Browsers use the script for a week while this service is away. */
    private static final String WHILE_AWAY =
            "public, max-age=3600, stale-while-revalidate=604800, stale-if-error=604800";

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("atom", "application/atom+xml; charset=utf-8"),
            Map.entry("rss", "application/rss+xml; charset=utf-8"),
            Map.entry("json", "application/json; charset=utf-8"),
            Map.entry("ics", "text/calendar; charset=utf-8"),
            Map.entry("xml", "application/xml; charset=utf-8"),
            Map.entry("png", "image/png"),
            Map.entry("webp", "image/webp"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    static Optional<SiteRoute> of(String path) {
        String name = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (name.isEmpty()) {
            return Optional.of(new SiteRoute(SitePath.page("index"), HTML, BRIEFLY));
        }
        if (!SitePath.isSafe(name)) {
            return Optional.empty();
        }
        if (name.equals(STANDALONE)) {
            return Optional.of(new SiteRoute(new SitePath(name), HTML, BRIEFLY));
        }
        int dot = name.lastIndexOf('.');
        if (dot < 0 || name.startsWith("incidents/") || name.startsWith("posts/")) {
            return Optional.of(new SiteRoute(SitePath.page(name), HTML, BRIEFLY));
        }
        String type = ("/" + name).endsWith("/feed.json")
                ? "application/feed+json; charset=utf-8"
                : TYPES.get(name.substring(dot + 1));
        return type == null ? Optional.empty() : Optional.of(new SiteRoute(new SitePath(name), type, caching(name)));
    }

    /** How this file is served, wherever it is. */
    public static SiteRoute ofFile(SitePath file) {
        if (file.value().endsWith(".html")) {
            return new SiteRoute(file, HTML, BRIEFLY);
        }
        return of(file.value()).orElseGet(() -> new SiteRoute(file, "application/octet-stream", BRIEFLY));
    }

    private static String caching(String name) {
        return new SitePath(name).isAsset() ? FOR_EVER : name.equals("banner.js") ? WHILE_AWAY : BRIEFLY;
    }

    /** Whether scripts of other sites may read it: everything but pages. No answer depends on who asks. */
    boolean isData() {
        return !contentType.equals(HTML);
    }

    boolean isStandalone() {
        return file.value().equals(STANDALONE);
    }
}

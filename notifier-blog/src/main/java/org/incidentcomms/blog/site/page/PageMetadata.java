package org.incidentcomms.blog.site.page;

import io.quarkus.qute.RawString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Metadata and navigation around a page's content.
 *
 * @param path below the site's base, with a leading slash; the same in every language
 * @param section the navigation entry the page belongs to
 * @param published for articles: publication time, ISO 8601; else null
 * @param changed when the page's content last changed, or null if the content itself shows it
 * @param live whether an open page refreshes itself
 * @param choices components in the form to subscribe, empty on pages that depend on no component
 */
public record PageMetadata(
        Site site,
        String title,
        String description,
        String path,
        String section,
        @Nullable String published,
        @Nullable DisplayTime changed,
        boolean live,
        List<SignUpForm.Choice> choices) {
    /** A page whose form to subscribe offers no components. */
    PageMetadata(
            Site site,
            String title,
            String description,
            String path,
            String section,
            @Nullable String published,
            @Nullable DisplayTime changed,
            boolean live) {
        this(site, title, description, path, section, published, changed, live, List.of());
    }

    /** The page's head with its navigation, and the region for announcements. */
    public RawString header() {
        return site.frames().header(this);
    }

    /** How to follow, on a page without choices. */
    public RawString footer() {
        return site.frames().footer(this);
    }

    /** Canonical, absolute. */
    public String url() {
        return site.url() + path;
    }
}

package org.incidentcomms.blog.site.page;

import org.jspecify.annotations.Nullable;

/**
 * What stands around a page's content.
 *
 * @param url canonical, absolute
 * @param section the part of the navigation the page belongs to
 * @param published for articles: when, ISO 8601; else null
 * @param changed when what the page tells last changed, or null where it says so itself
 * @param live whether an open page keeps itself up to date
 */
public record Frame(
        Site site,
        String title,
        String description,
        String url,
        String section,
        @Nullable String published,
        @Nullable Moment changed,
        boolean live) {}

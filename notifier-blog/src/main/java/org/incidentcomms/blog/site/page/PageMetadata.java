package org.incidentcomms.blog.site.page;

import org.jspecify.annotations.Nullable;

/**
 * Metadata and navigation around a page's content.
 *
 * @param url canonical, absolute
 * @param section the navigation entry the page belongs to
 * @param published for articles: publication time, ISO 8601; else null
 * @param changed when the page's content last changed, or null if the content itself shows it
 * @param live whether an open page refreshes itself
 */
public record PageMetadata(
        Site site,
        String title,
        String description,
        String url,
        String section,
        @Nullable String published,
        @Nullable DisplayTime changed,
        boolean live) {}

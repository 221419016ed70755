package org.incidentcomms.blog.site.feed;

import java.time.Instant;

/**
 * An entry of a feed.
 *
 * @param id a tag URI (RFC 4151): stays the same even if the URL changes
 * @param html sanitised
 * @param category the status it tells, or "Post-mortem"
 */
record FeedEntry(
        String id,
        String url,
        String title,
        String html,
        String author,
        String category,
        Instant published,
        Instant updated) {}

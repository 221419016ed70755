package org.incidentcomms.blog.publish.text;

import java.time.Instant;
import java.util.List;

/**
 * One post of a mirror: an update, a post-mortem, or a whole incident.
 *
 * @param key id of what it shows; identifies the post for ever
 * @param slug path segment of its address: lower-case letters, digits and hyphens
 * @param title plain text
 * @param body Markdown without raw HTML; its headings begin at level 2
 * @param excerpt plain text on one line
 * @param postedAt when it was first published
 * @param components names of the components it concerns
 */
public record MirrorPost(
        String key, String slug, String title, String body, String excerpt, Instant postedAt, List<String> components) {
    public MirrorPost {
        components = List.copyOf(components);
    }
}

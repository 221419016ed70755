package org.incidentcomms.blog.site.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A component's status on each of the last ninety days, as one image with one bar per day.
 *
 * @param label text alternative of the image
 * @param percent of ninety days, as a sentence part
 * @param recent of the thirty days shown on a phone; null if it is the same
 */
public record UptimeView(
        String label, String percent, @Nullable String recent, List<Bars> bars) {

    /**
     * Bars of one colour.
     *
     * @param tone as {@link StatusBadge#tone}, or none
     * @param path lines along the middle of the image, in which a day is one unit wide; the style sheet cuts them into
     *     bars
     * @param title tooltip; null if the page's limit of titles is reached
     */
    public record Bars(String tone, String path, @Nullable String title) {}
}

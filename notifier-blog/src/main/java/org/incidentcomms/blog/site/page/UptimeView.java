package org.incidentcomms.blog.site.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a component was on each of the last ninety days, as one picture with a bar for each.
 *
 * @param label the picture in words
 * @param percent of ninety days
 * @param recent of the thirty days that fit on a phone; null where it is the same
 */
public record UptimeView(
        String label, String percent, @Nullable String recent, List<Bars> bars) {

    /**
     * Bars of one colour.
     *
     * @param tone as {@link Chip#tone}, or none
     * @param path lines along the middle of the picture, in which a day is one wide; the style sheet cuts them into bars
     * @param title what a reader who points at them is told; null where there is too much to tell
     */
    public record Bars(String tone, String path, @Nullable String title) {}
}

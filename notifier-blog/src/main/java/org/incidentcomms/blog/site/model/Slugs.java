package org.incidentcomms.blog.site.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Slugs become file names and links, so what does not look like one is refused before it is either. */
public final class Slugs {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,199}");

    private Slugs() {}

    /**
     * The slug itself.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static String require(@Nullable String slug) {
        if (slug == null || !SLUG.matcher(slug).matches()) {
            throw new IllegalArgumentException("not a slug");
        }
        return slug;
    }
}

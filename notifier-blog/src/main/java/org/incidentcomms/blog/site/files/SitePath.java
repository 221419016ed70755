package org.incidentcomms.blog.site.files;

import java.util.regex.Pattern;

/**
 * The path of a file of the site, relative to its build, such as {@code incidents/slow-loading.html}. It cannot leave
 * the build: segments begin with a letter or digit and contain only letters, digits, {@code - . _ ~}.
 */
public record SitePath(String value) {
    private static final Pattern SAFE =
            Pattern.compile("([a-zA-Z0-9][a-zA-Z0-9_.~-]{0,250}/){0,4}[a-zA-Z0-9][a-zA-Z0-9_.~-]{0,250}");

    public SitePath {
        if (!isSafe(value)) {
            throw new IllegalArgumentException("not a path of the site");
        }
    }

    /** Whether {@code value} is a valid path. */
    public static boolean isSafe(String value) {
        return SAFE.matcher(value).matches();
    }

    /** Whether its name changes with its content, so that it may be kept for ever. */
    public boolean isAsset() {
        return value.startsWith("assets/");
    }

    /** Whether it is the page at the root of a tree, which leads to all others. */
    boolean isFrontPage() {
        return value.equals("index.html") || value.endsWith("/index.html");
    }

    public static SitePath page(String name) {
        return new SitePath(name + ".html");
    }
}

package org.incidentcomms.blog.site.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The colour of links and buttons, checked for contrast with what it is shown on (WCAG 2.2, 1.4.3).
 *
 * @param value {@code #rrggbb}
 */
record BrandColor(String value) {
    private static final Pattern HEX = Pattern.compile("#[0-9a-f]{6}");
    private static final double LEAST_CONTRAST = 4.5;

    /**
     * Checks a setting.
     *
     * @param setting its name, for the message
     * @param grounds the page's backgrounds
     * @throws IllegalArgumentException if it is no colour, or too close to a background
     */
    static Optional<BrandColor> of(String setting, Optional<String> value, List<String> grounds) {
        return value.map(text -> {
            String color = text.strip().toLowerCase(Locale.ROOT);
            if (!HEX.matcher(color).matches()) {
                throw new IllegalArgumentException(setting + " must be a colour like #1b5cb8, not " + text);
            }
            for (String ground : grounds) {
                double contrast = contrast(color, ground);
                if (contrast < LEAST_CONTRAST) {
                    throw new IllegalArgumentException(String.format(
                            Locale.ROOT,
                            "%s %s has a contrast of %.1f:1 with the page's background %s; text needs 4.5:1 or more"
                                    + " (WCAG 2.2): choose a %s colour",
                            setting,
                            color,
                            contrast,
                            ground,
                            luminance(ground) > 0.5 ? "darker" : "lighter"));
                }
            }
            return new BrandColor(color);
        });
    }

    /** From 1 to 21. */
    static double contrast(String one, String other) {
        double first = luminance(one);
        double second = luminance(other);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    /** Relative luminance as WCAG defines it, from 0 to 1. */
    private static double luminance(String color) {
        return 0.2126 * linear(color, 1) + 0.7152 * linear(color, 3) + 0.0722 * linear(color, 5);
    }

    private static double linear(String color, int at) {
        double share = Integer.parseInt(color.substring(at, at + 2), 16) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}

package org.incidentcomms.blog.site.page;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The look of the pages ({@code BLOG_BRAND_*}). */
@ConfigMapping(prefix = "blog.brand")
public interface BrandSettings {

    /** Colour of links and buttons on light pages, {@code #rrggbb}. */
    Optional<String> color();

    /** The same on dark pages. */
    Optional<String> colorDark();

    /** SVG, PNG or WebP file, shown in place of the company's name. */
    Optional<Path> logo();

    /** SVG or PNG file. */
    Optional<Path> favicon();

    /** {@code Name=URL}, comma separated. */
    Optional<List<String>> links();

    /** Markdown above the content of each page. */
    Optional<String> headerText();

    /** Markdown at the end of each page. */
    Optional<String> footerText();
}

package org.incidentcomms.blog.site;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** The site's settings ({@code BLOG_SITE_*}). */
@ConfigMapping(prefix = "blog.site")
public interface SiteConfig {

    /** Where the files go; each process needs its own. */
    @WithDefault("site")
    Path directory();

    /** How often the status page is made anew while nothing happens, so that a reader can tell quiet from broken. */
    @WithDefault("PT1M")
    Duration refresh();
}

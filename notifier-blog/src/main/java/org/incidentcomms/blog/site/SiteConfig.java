package org.incidentcomms.blog.site;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The site's settings ({@code BLOG_SITE_*}). */
@ConfigMapping(prefix = "blog.site")
public interface SiteConfig {

    /** Directory of the generated files; each process needs its own. */
    @WithDefault("site")
    Path directory();

    /**
     * Interval at which the status page is rewritten even without events, so that a reader can tell a quiet period from
     * a broken service.
     */
    @WithDefault("PT1M")
    Duration refresh();

    /** IETF tags of the languages in which there are pages; the company's always is one of them. */
    @WithDefault("en,de,fr,es,ja")
    List<String> languages();
}

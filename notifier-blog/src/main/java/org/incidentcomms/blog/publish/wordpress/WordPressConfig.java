package org.incidentcomms.blog.publish.wordpress;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The WordPress site to mirror to: {@code WORDPRESS_*}. Without an address there is none. */
@ConfigMapping(prefix = "wordpress")
public interface WordPressConfig {

    /** What one post shows. */
    enum PostPer {
        UPDATE,
        INCIDENT
    }

    /** Address of the site, not of its API. */
    Optional<String> url();

    Optional<String> username();

    Optional<String> applicationPassword();

    Optional<String> applicationPasswordFile();

    @WithDefault("update")
    PostPer postPer();

    /** Names of the categories of every post; none for the site's default one. */
    Optional<List<String>> categories();

    /** Names of tags of every post, in addition to the components it concerns. */
    Optional<List<String>> tags();

    /** Limit of one call, from the name look-up to the last byte of the answer. */
    @WithDefault("PT20S")
    Duration timeout();
}

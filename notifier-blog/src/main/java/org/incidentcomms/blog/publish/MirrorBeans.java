package org.incidentcomms.blog.publish;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.incidentcomms.blog.publish.git.GitChannel;
import org.incidentcomms.blog.publish.git.GitConfig;
import org.incidentcomms.blog.publish.wordpress.WordPressChannel;
import org.incidentcomms.blog.publish.wordpress.WordPressConfig;
import org.incidentcomms.kit.wording.Company;
import org.jspecify.annotations.Nullable;

/** Makes the mirrors that are configured; one that is not is null, which only a dependent bean may be. */
@Singleton
class MirrorBeans {

    @Produces
    @Dependent
    @Nullable WordPressChannel wordPress(
            WordPressConfig config,
            Company company,
            Clock clock,
            @ConfigProperty(name = "outbound.proxy") Optional<String> proxy) {
        return WordPressChannel.of(config, company, clock, proxy).orElse(null);
    }

    @Produces
    @Dependent
    @Nullable GitChannel git(GitConfig config, Company company, Clock clock) {
        return GitChannel.of(config, company, clock).orElse(null);
    }

    void close(@Disposes @Nullable GitChannel channel) throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}

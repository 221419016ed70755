package org.incidentcomms.blog.site;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.incidentcomms.blog.site.files.SiteDirectory;

/** The site's directory, shared by the projection, which writes, and the resource, which reads. */
@Singleton
class SiteBeans {

    @Produces
    @Singleton
    SiteDirectory directory(SiteConfig config, Clock clock) {
        return new SiteDirectory(config.directory(), clock);
    }

    void close(@Disposes SiteDirectory directory) {
        directory.close();
    }
}

package org.incidentcomms.blog.site;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.incidentcomms.blog.site.feed.Feeds;
import org.incidentcomms.blog.site.files.SiteDirectory;
import org.incidentcomms.blog.site.page.Assets;
import org.incidentcomms.blog.site.page.Pages;
import org.incidentcomms.blog.site.text.MarkdownRenderer;
import org.incidentcomms.kit.wording.Company;

/** Creates the beans of the site: its directory and its writer. */
@Singleton
class SiteBeans {

    @Produces
    @Singleton
    SiteDirectory directory(SiteConfig config, Clock clock) {
        return new SiteDirectory(config.directory(), clock);
    }

    @Produces
    @Singleton
    SiteWriter.Factory writers(Company company) {
        Assets assets = Assets.load();
        MarkdownRenderer prose = new MarkdownRenderer();
        Pages pages = new Pages(company, assets, prose);
        Feeds feeds = new Feeds(company, prose);
        return build -> new SiteWriter(build, assets, pages, feeds);
    }

    void close(@Disposes SiteDirectory directory) {
        directory.close();
    }
}

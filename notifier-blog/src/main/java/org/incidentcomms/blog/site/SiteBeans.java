package org.incidentcomms.blog.site;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.incidentcomms.blog.site.badge.Badges;
import org.incidentcomms.blog.site.banner.BannerFiles;
import org.incidentcomms.blog.site.bucket.BucketSettings;
import org.incidentcomms.blog.site.bucket.Buckets;
import org.incidentcomms.blog.site.calendar.MaintenanceCalendar;
import org.incidentcomms.blog.site.feed.Feeds;
import org.incidentcomms.blog.site.files.ExportTarget;
import org.incidentcomms.blog.site.files.FolderTarget;
import org.incidentcomms.blog.site.files.SiteDirectory;
import org.incidentcomms.blog.site.files.SiteExport;
import org.incidentcomms.blog.site.page.Assets;
import org.incidentcomms.blog.site.page.BrandSettings;
import org.incidentcomms.blog.site.page.Branding;
import org.incidentcomms.blog.site.page.Pages;
import org.incidentcomms.blog.site.page.SignUpForm;
import org.incidentcomms.blog.site.page.SiteLanguages;
import org.incidentcomms.blog.site.page.UnavailableJson;
import org.incidentcomms.blog.site.search.SearchIndex;
import org.incidentcomms.blog.site.sitemap.Sitemap;
import org.incidentcomms.blog.site.statuspage.StatuspageFiles;
import org.incidentcomms.blog.site.text.MarkdownRenderer;
import org.incidentcomms.blog.site.websub.HubPings;
import org.incidentcomms.kit.wording.Company;

/** Creates the beans of the site: its directory and its writer. */
@Singleton
class SiteBeans {

    @Produces
    @Singleton
    SiteDirectory directory(SiteConfig config, Exports exports, Clock clock) {
        return exports.export()
                .map(export -> new SiteDirectory(config.directory(), clock, export))
                .orElseGet(() -> new SiteDirectory(config.directory(), clock));
    }

    /** Where the site is copied to, if anywhere. */
    record Exports(Optional<SiteExport> export) {}

    @Produces
    @Singleton
    Exports exports(
            SiteConfig config,
            @ConfigProperty(name = "site.export.directory") Optional<Path> directory,
            BucketSettings bucket,
            SiteLanguages languages,
            @ConfigProperty(name = "outbound.proxy") Optional<String> proxy) {
        if (directory.isPresent() && bucket.bucket().isPresent()) {
            throw new IllegalStateException(
                    "SITE_EXPORT_DIRECTORY and SITE_EXPORT_S3_BUCKET are both set; set only one of them");
        }
        Optional<ExportTarget> target = directory
                .<ExportTarget>map(folder -> new FolderTarget(folder, config.directory()))
                .or(() -> Buckets.open(bucket, proxy, languages.otherSegments()));
        return new Exports(target.map(SiteExport::new));
    }

    @Produces
    @Singleton
    SignUpForm signUp(@ConfigProperty(name = "email.public-url") Optional<URI> publicUrl) {
        return SignUpForm.of(publicUrl);
    }

    @Produces
    @Singleton
    HubPings hubPings(
            @ConfigProperty(name = "websub.hub-url") Optional<URI> hub,
            @ConfigProperty(name = "outbound.proxy") Optional<String> proxy,
            MeterRegistry registry) {
        HubPings pings = new HubPings(hub, proxy, registry);
        pings.start();
        return pings;
    }

    void close(@Disposes HubPings pings) {
        pings.close();
    }

    @Produces
    @Singleton
    SiteLanguages languages(Company company, SiteConfig config) {
        return SiteLanguages.of(company.language(), config.languages());
    }

    @Produces
    @Singleton
    Branding branding(BrandSettings settings, @ConfigProperty(name = "company.support.url") Optional<URI> supportUrl) {
        return Branding.of(settings, supportUrl);
    }

    @Produces
    @Singleton
    SiteWriter.Factory writers(
            Company company,
            SiteLanguages languages,
            SignUpForm signUp,
            Branding branding,
            @ConfigProperty(name = "websub.hub-url") Optional<URI> hub) {
        Assets assets = Assets.load(branding);
        MarkdownRenderer prose = new MarkdownRenderer();
        List<SiteWriter.Data> once = List.of(new Sitemap(company)::of, new UnavailableJson(company, signUp)::of);
        List<SiteWriter.Edition> editions = Pages.of(company, languages, assets, signUp, branding, prose).stream()
                .map(pages -> {
                    List<SiteWriter.Data> data = new ArrayList<>(dataOf(pages, company, prose, hub));
                    if (pages.directory().isEmpty()) {
                        data.addAll(once);
                    }
                    return new SiteWriter.Edition(pages, data);
                })
                .toList();
        SearchIndex search = new SearchIndex(
                prose, languages.all().stream().map(language -> language.tag()).toList());
        return build -> new SiteWriter(build, assets, editions, search);
    }

    /** What there is in every language, beside its pages. */
    private static List<SiteWriter.Data> dataOf(
            Pages pages, Company company, MarkdownRenderer prose, Optional<URI> hub) {
        String directory = pages.directory();
        Company told = company.in(pages.language(), URI.create(company.statusPage() + "/" + directory));
        List<SiteWriter.Data> data = List.of(
                new Feeds(told, directory, prose, hub)::of,
                new Badges(told)::of,
                new BannerFiles(told)::of,
                new StatuspageFiles(told)::of,
                new MaintenanceCalendar(told)::of);
        return data.stream()
                .map(kind -> (SiteWriter.Data) model ->
                        kind.of(model).stream().map(file -> file.in(directory)).toList())
                .toList();
    }

    void close(@Disposes SiteDirectory directory) {
        directory.close();
    }
}

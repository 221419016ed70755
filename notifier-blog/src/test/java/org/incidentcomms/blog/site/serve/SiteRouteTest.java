package org.incidentcomms.blog.site.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteRouteTest {

    @ParameterizedTest
    @CsvSource({
        "'', index.html, text/html; charset=utf-8",
        "incidents/slow, incidents/slow.html, text/html; charset=utf-8",
        "posts/version-2.1, posts/version-2.1.html, text/html; charset=utf-8",
        "blog/, blog.html, text/html; charset=utf-8",
        "unavailable.html, unavailable.html, text/html; charset=utf-8",
        "feed.atom, feed.atom, application/atom+xml; charset=utf-8",
        "feed.json, feed.json, application/feed+json; charset=utf-8",
        "components/web/feed.json, components/web/feed.json, application/feed+json; charset=utf-8",
        "components/web/badge.svg, components/web/badge.svg, image/svg+xml",
        "api/v2/incidents/unresolved.json, api/v2/incidents/unresolved.json, application/json; charset=utf-8",
        "maintenance.ics, maintenance.ics, text/calendar; charset=utf-8",
        "sitemap/1.xml, sitemap/1.xml, application/xml; charset=utf-8"
    })
    void anAddressIsAFileWithItsType(String path, String file, String type) {
        SiteRoute address = SiteRoute.of(path).orElseThrow();

        assertThat(address.file().value()).isEqualTo(file);
        assertThat(address.contentType()).isEqualTo(type);
        assertThat(address.caching()).startsWith("public, max-age=15,");
    }

    @Test
    void assetsMayBeKeptForEverBecauseTheirNamesChange() {
        assertThat(SiteRoute.of("assets/site-0123456789.css").orElseThrow().caching())
                .contains("immutable");
    }

    @Test
    void theBannersScriptMayBeUsedForAWeekWithoutThisService() {
        assertThat(SiteRoute.of("banner.js").orElseThrow().caching()).contains("stale-while-revalidate=604800");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "incidents/../../x", "index.html", "blog.html", "x.php", ".lock", "a%00b", "//"})
    void whatIsNotPartOfTheSiteHasNoAddress(String path) {
        assertThat(SiteRoute.of(path)).isEmpty();
    }
}

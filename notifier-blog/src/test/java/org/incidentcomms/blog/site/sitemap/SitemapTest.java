package org.incidentcomms.blog.site.sitemap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.incidentcomms.blog.site.Told;
import org.incidentcomms.blog.site.files.DerivedFile;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Status;
import org.incidentcomms.kit.wording.Company;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // a file that is missing fails the test
class SitemapTest {
    private static final Instant NOW = Instant.parse("2026-03-10T18:05:30Z");

    private final SiteModel model = new SiteModel();
    private final Sitemap sitemap = new Sitemap(new Company(
            "Acme", ZoneId.of("UTC"), "@acme", "Acme", "support", URI.create("https://status.acme.example")));

    @Test
    void robotsFindTheIndexAndTheIndexEverySitemap() {
        add(0, 125);
        Map<String, DerivedFile> files = files();

        assertThat(text(files.get("robots.txt"))).endsWith("\nSitemap: https://status.acme.example/sitemap.xml\n");
        assertThat(xml(files.get("sitemap.xml"))
                        .select("sitemapindex > sitemap > loc")
                        .eachText())
                .containsExactly(
                        "https://status.acme.example/sitemap/pages.xml",
                        "https://status.acme.example/sitemap/1.xml",
                        "https://status.acme.example/sitemap/2.xml",
                        "https://status.acme.example/sitemap/3.xml");
        assertThat(files).hasSize(2 + 4);
    }

    @Test
    void everyPageIsListedWithTheTimeItChanged() {
        add(0, 1);

        Document first = xml(files().get("sitemap/1.xml"));

        assertThat(first.select("urlset > url > loc").eachText())
                .containsExactly(
                        "https://status.acme.example/incidents/inc-0", "https://status.acme.example/posts/inc-0-u1");
        assertThat(first.select("lastmod").eachText()).containsOnly("2026-03-10T18:05:30Z");
    }

    @Test
    void anotherIncidentChangesTheLastSitemapOnly() {
        add(0, 75);
        Map<String, DerivedFile> before = files();
        add(75, 76);
        Map<String, DerivedFile> after = files();

        List<String> changed = after.keySet().stream()
                .filter(name ->
                        !after.get(name).madeOf().equals(before.get(name).madeOf()))
                .toList();

        assertThat(changed).containsExactly("sitemap/2.xml");
    }

    private void add(int from, int to) {
        for (int number = from; number < to; number++) {
            model.apply(Told.incident("inc_" + number, "No. " + number, Impact.MINOR)
                    .step(NOW.plusSeconds(number), Status.RESOLVED, null, "x"));
        }
    }

    private Map<String, DerivedFile> files() {
        Map<String, DerivedFile> files = new LinkedHashMap<>();
        sitemap.of(model).forEach(file -> files.put(file.path().value(), file));
        return files;
    }

    private static Document xml(DerivedFile file) {
        return Jsoup.parse(text(file), "", Parser.xmlParser());
    }

    private static String text(DerivedFile file) {
        return new String(file.content().get(), UTF_8);
    }
}

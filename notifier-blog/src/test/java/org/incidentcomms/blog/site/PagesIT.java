package org.incidentcomms.blog.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.incidentcomms.blog.site.files.SiteDirectory;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class PagesIT {
    private static final Instant NOW = Instant.parse("2026-03-10T18:05:30Z");

    @Inject
    Company company;

    @Inject
    SiteReports reports;

    @Inject
    SiteMetrics metrics;

    @Test
    void aBusyDayIsToldInWordsFromTheWorstDown() throws IOException {
        Document page = read(site("busy", ClickTimeStory.busy(NOW)), "index.html");

        assertThat(page.select("h1").eachText()).containsExactly("Partial service outage");
    }

    @Test
    void aQuietDaySaysSo() throws IOException {
        Document page = read(site("quiet", ClickTimeStory.quiet(NOW)), "index.html");

        assertThat(page.select("h1").eachText()).containsExactly("All systems operational");
    }

    private static Document read(Path site, String name) throws IOException {
        return Jsoup.parse(site.resolve(name), "UTF-8", "http://localhost:8083");
    }

    private Path site(String name, List<PublishedEvent> events) {
        Path root = Path.of("target/stories", name);
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        try (SiteDirectory directory = new SiteDirectory(root, clock)) {
            SiteProjection projection = new SiteProjection(directory, company, reports, metrics, clock);
            events.forEach(event -> projection.event(event, false));
            projection.caughtUp();
        }
        return root.resolve("current");
    }
}

package org.incidentcomms.blog.site;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.blog.site.Stories.NOW;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** Post-mortems on the incident's page and on the blog. */
@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class PostmortemPagesIT {
    private static final String TEXT = "# What went wrong\n\nSessions were passed around.\n\n"
            + "A long story. ".repeat(200) + "\n\nThe very end.";

    @Inject
    Stories stories;

    private final Told incident = Told.incident("inc_feb", "Performance issues", Impact.CRITICAL);
    private final PublishedEvent opened =
            incident.step(NOW.minus(Duration.ofHours(9)), Status.RESOLVED, "Back to normal", "All is well.");

    @Test
    void theIncidentsPageShowsItInWholeSignedAndTheBlogHasItAsAPost() throws IOException {
        Path site =
                stories.told("analysed", List.of(opened, incident.analysis(NOW, "What happened", TEXT, "Alex Mann")));

        Element analysis = analysis(site);
        assertThat(analysis.expectFirst("h2").text()).isEqualTo("What happened");
        assertThat(analysis.expectFirst("h2 a").attr("href")).endsWith("/posts/inc-feb-post-mortem");
        assertThat(analysis.select("h3").eachText()).containsExactly("What went wrong");
        assertThat(analysis.text()).contains("The very end.");
        assertThat(analysis.expectFirst(".sign").text()).isEqualTo("– Alex Mann");
        Document post = Jsoup.parse(site.resolve("posts/inc-feb-post-mortem.html"));
        assertThat(post.text()).contains("The very end.").contains("Alex Mann");
        assertThat(Jsoup.parse(site.resolve("blog.html")).text()).contains("What happened");
    }

    @Test
    void withoutABlogPostThePageShowsItAllTheSame() throws IOException {
        PublishedEvent analysed = incident.analysis(
                NOW,
                "What happened",
                TEXT,
                null,
                new ChannelSelection(Map.of("email", true, "twitter", true, "blog", false)));

        Path site = stories.told("analysed-unposted", List.of(opened, analysed));

        Element analysis = analysis(site);
        assertThat(analysis.text()).contains("The very end.");
        assertThat(analysis.select("h2 a")).isEmpty();
        assertThat(analysis.expectFirst(".sign").text()).isEqualTo("– ClickTime Web Operations");
        assertThat(site.resolve("posts/inc-feb-post-mortem.html")).doesNotExist();
    }

    @Test
    void whoSignedItThemselvesIsNotSignedTwice() throws IOException {
        Path site = stories.told(
                "analysed-signed",
                List.of(opened, incident.analysis(NOW, "What happened", TEXT + "\n\n-Alex Mann", "Alex Mann")));

        assertThat(analysis(site).select(".sign")).isEmpty();
    }

    @Test
    void aWithdrawnOneIsGoneFromEveryFile() throws IOException {
        PublishedEvent analysed = incident.analysis(NOW.minusSeconds(60), "What happened", TEXT, "Alex Mann");

        Path site = stories.told("analysed-withdrawn", List.of(opened, analysed, incident.retract(NOW)));

        assertThat(site.resolve("posts/inc-feb-post-mortem.html")).doesNotExist();
        assertThat(site.resolve("posts/inc-feb-u1.html")).exists();
        try (Stream<Path> files = Files.walk(site.toRealPath())) {
            for (Path file : files.filter(Stories::isPlain).toList()) {
                assertThat(new String(Files.readAllBytes(file), ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("Sessions were passed around");
            }
        }
    }

    private static Element analysis(Path site) throws IOException {
        return Jsoup.parse(site.resolve("incidents/inc-feb.html")).expectFirst("section[aria-labelledby=postmortem]");
    }
}

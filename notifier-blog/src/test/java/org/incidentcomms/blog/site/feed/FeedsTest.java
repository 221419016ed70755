package org.incidentcomms.blog.site.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.thaiopensource.util.PropertyMapBuilder;
import com.thaiopensource.validate.ValidateProperty;
import com.thaiopensource.validate.ValidationDriver;
import com.thaiopensource.validate.rng.CompactSchemaReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.incidentcomms.blog.site.ClickTimeStory;
import org.incidentcomms.blog.site.Told;
import org.incidentcomms.blog.site.model.Post;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.blog.site.text.MarkdownRenderer;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Status;
import org.incidentcomms.kit.wording.Company;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

class FeedsTest {
    private static final Instant NOW = Instant.parse("2026-03-10T18:05:30Z");
    private static final Company CLICKTIME = new Company(
            "ClickTime",
            ZoneId.of("America/Los_Angeles"),
            "@clicktime",
            "ClickTime Web Operations",
            "ClickTime Support",
            URI.create("https://status.clicktime.example"));

    private final Feeds feeds = new Feeds(CLICKTIME, new MarkdownRenderer());

    @Test
    void theAtomFeedIsValid() throws Exception {
        assertThat(violations(feed("feed.atom", story()))).isEmpty();
    }

    @Test
    void theAtomFeedOfASiteWithoutPostsIsValid() throws Exception {
        assertThat(violations(feed("feed.atom", List.of()))).isEmpty();
    }

    @Test
    void theAtomFeedIsValidWhateverIsWritten() throws Exception {
        List<Post> hostile = told(
                "]]> & <b> \u0000\u0001\u000b\ufffe \ud800",
                "]]></content><script>alert(1)</script>\u0000\u0008 \udc00 &#0;");

        byte[] feed = feed("feed.atom", hostile);

        assertThat(violations(feed)).isEmpty();
        String content = Jsoup.parse(new String(feed, UTF_8), "", Parser.xmlParser())
                .select("entry > content")
                .text();
        assertThat(Jsoup.parse(content).select("script")).isEmpty();
    }

    @Test
    void theGrammarFindsWhatIsMissing() throws Exception {
        String valid = new String(feed("feed.atom", story()), UTF_8);

        assertThat(violations(valid.replaceFirst("<id>[^<]*</id>", "").getBytes(UTF_8)))
                .isNotEmpty();
        assertThat(violations(valid.replaceFirst("<updated>[^<]*</updated>", "<updated>today</updated>")
                        .getBytes(UTF_8)))
                .isNotEmpty();
    }

    @Test
    void anEntrysIdIsForEverAndItsTimeOfChangeIsNot() {
        Told incident = Told.incident("inc", "Slow", Impact.MINOR);
        SiteModel model = new SiteModel();
        model.apply(incident.step(NOW, Status.INVESTIGATING, null, "Teh text."));
        Element before = entries(model).getFirst();
        model.apply(incident.edit(NOW.plusSeconds(90), "The text."));
        Element after = entries(model).getFirst();

        assertThat(after.select("id").text())
                .isEqualTo(before.select("id").text())
                .isEqualTo("tag:status.clicktime.example,2026:posts/inc-u1");
        assertThat(after.select("published").text())
                .isEqualTo(before.select("published").text());
        assertThat(after.select("updated").text()).isEqualTo("2026-03-10T18:07:00Z");
    }

    @Test
    void entriesAreNewestFirstLinkedAndSigned() {
        Document feed = Jsoup.parse(new String(feed("feed.atom", story()), UTF_8), "", Parser.xmlParser());

        assertThat(feed.select("feed > link[rel=self]").attr("href"))
                .isEqualTo("https://status.clicktime.example/feed.atom");
        assertThat(feed.select("entry > published").eachText()).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(feed.select("entry:has(title:contains(back to normal)) author name")
                        .text())
                .isEqualTo("Alex Mann");
        assertThat(feed.select("entry:has(title:contains(Temporarily)) author name")
                        .text())
                .isEqualTo("ClickTime Web Operations");
    }

    @Test
    void theRssFeedHasWhatReadersNeed() {
        Document feed = Jsoup.parse(new String(feed("feed.rss", story()), UTF_8), "", Parser.xmlParser());

        assertThat(feed.select("rss > channel > title, rss > channel > link, rss > channel > description"))
                .hasSize(3);
        assertThat(feed.select("item > guid[isPermaLink=false]"))
                .hasSameSizeAs(feed.select("item"))
                .isNotEmpty();
        assertThat(feed.expectFirst("item > pubDate").text()).matches("\\w{3}, \\d\\d \\w{3} \\d{4} [\\d:]{8} GMT");
    }

    @Test
    void theJsonFeedHasWhatReadersNeed() throws IOException {
        JsonNode feed = new ObjectMapper().readTree(feed("feed.json", story()));

        assertThat(feed.path("version").asText()).isEqualTo("https://jsonfeed.org/version/1.1");
        assertThat(feed.path("feed_url").asText()).isEqualTo("https://status.clicktime.example/feed.json");
        assertThat(feed.path("items"))
                .isNotEmpty()
                .allMatch(item -> item.hasNonNull("id")
                        && item.hasNonNull("content_html")
                        && item.path("url").asText().startsWith("https://status.clicktime.example/posts/"));
    }

    private List<Element> entries(SiteModel model) {
        return Jsoup.parse(new String(feed("feed.atom", model.newestPosts(30)), UTF_8), "", Parser.xmlParser())
                .select("entry");
    }

    private byte[] feed(String name, List<Post> posts) {
        Feeds.Feed feed = Objects.requireNonNull(feeds.all().get(name));
        return feed.of(posts, NOW);
    }

    private static List<Post> story() {
        SiteModel model = new SiteModel();
        ClickTimeStory.busy(NOW).forEach(model::apply);
        return model.newestPosts(30);
    }

    private static List<Post> told(String headline, String message) {
        SiteModel model = new SiteModel();
        model.apply(Told.incident("inc", headline, Impact.MAJOR).step(NOW, Status.INVESTIGATING, headline, message));
        return model.newestPosts(30);
    }

    private static String violations(byte[] document) throws IOException, SAXException {
        StringWriter found = new StringWriter();
        PropertyMapBuilder properties = new PropertyMapBuilder();
        properties.put(ValidateProperty.ERROR_HANDLER, new DefaultHandler() {
            @Override
            public void error(org.xml.sax.SAXParseException e) {
                found.append(e.getMessage()).append('\n');
            }

            @Override
            public void fatalError(org.xml.sax.SAXParseException e) {
                error(e);
            }
        });
        ValidationDriver driver = new ValidationDriver(properties.toPropertyMap(), CompactSchemaReader.getInstance());
        InputSource grammar =
                new InputSource(FeedsTest.class.getResource("/atom.rnc").toString());
        assertThat(driver.loadSchema(grammar)).isTrue();
        boolean valid = driver.validate(new InputSource(new ByteArrayInputStream(document)));
        assertThat(valid).isEqualTo(found.toString().isEmpty());
        return found.toString();
    }
}

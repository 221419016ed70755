package org.incidentcomms.blog.site.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.incidentcomms.blog.site.ClickTimeStory;
import org.incidentcomms.blog.site.Told;
import org.incidentcomms.blog.site.files.DerivedFile;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.blog.site.text.MarkdownRenderer;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Update;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.Language;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedsTest {
    private static final Instant NOW = Instant.parse("2026-03-10T18:05:30Z");
    private static final Company CLICKTIME = new Company(
            "ClickTime",
            ZoneId.of("America/Los_Angeles"),
            "@clicktime",
            "ClickTime Web Operations",
            "ClickTime Support",
            URI.create("https://status.clicktime.example"));

    private final Feeds feeds = new Feeds(CLICKTIME, "", new MarkdownRenderer(), Optional.empty());

    @Test
    void everyAtomFeedIsValid() throws Exception {
        List<DerivedFile> atom = feeds.of(story()).stream()
                .filter(file -> file.path().value().endsWith(".atom"))
                .toList();

        assertThat(atom).hasSize(2 + 2 * 6);
        for (DerivedFile file : atom) {
            assertThat(FeedGrammar.ATOM.violations(file.content().get()))
                    .as(file.path().value())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"feed.atom", "history.atom"})
    void theAtomFeedsOfASiteWithoutIncidentsAreValid(String name) throws Exception {
        assertThat(FeedGrammar.ATOM.violations(feed(name, new SiteModel()))).isEmpty();
    }

    @Test
    void aComponentsFeedHoldsWhatNamedItAndIsAlsoAtAnAddressThatNeverChanges() {
        SiteModel model = story();
        model.apply(
                Told.incident("other", "Other", Impact.MINOR).step(NOW, Status.INVESTIGATING, "Nothing of web", "x"));

        Document web = xml("components/web-application/feed.atom", model);

        assertThat(web.select("entry > title").eachText())
                .contains("System Temporarily Unavailable", "ClickTime System Status Update")
                .doesNotContain("Nothing of web");
        assertThat(web.select("feed > link[rel=self]").attr("href"))
                .isEqualTo("https://status.clicktime.example/components/cmp_web/feed.atom");
        assertThat(feed("components/cmp_web/feed.atom", model))
                .isEqualTo(feed("components/web-application/feed.atom", model));
        assertThat(xml("components/quickbooks-sync/feed.rss", model).select("item"))
                .isEmpty();
    }

    /** What a feed is made of tells whether it is rewritten. */
    @Test
    void anEventOfOneComponentRewritesNoOtherComponentsFeed() {
        SiteModel model = story();
        Map<String, Object> before = madeOf(model);
        model.apply(Told.incident("new", "New", Impact.MINOR)
                .hitting("cmp_api", "API", ComponentStatus.PARTIAL_OUTAGE)
                .step(NOW, Status.INVESTIGATING, null, "x"));
        Map<String, Object> after = madeOf(model);

        assertThat(before.keySet()).isEqualTo(after.keySet());
        assertThat(after.keySet().stream().filter(name -> !Objects.equals(before.get(name), after.get(name))))
                .allMatch(name -> name.matches("feed.*|history.*|components/(api|cmp_api)/.*"))
                .hasSize(3 + 2 + 6);
    }

    @Test
    void everyFeedNamesTheHubThatPushesIt() throws Exception {
        Feeds pushed =
                new Feeds(CLICKTIME, "", new MarkdownRenderer(), Optional.of(URI.create("https://hub.example/")));
        for (DerivedFile file : pushed.of(story())) {
            String text = new String(file.content().get(), UTF_8);
            assertThat(text)
                    .as(file.path().value())
                    .contains("https://hub.example/")
                    .matches("(?s).*(rel=.hub|hubs).*");
        }
        assertThat(pushed.of(story()).stream().map(DerivedFile::topic).filter(Objects::nonNull))
                .contains(
                        "https://status.clicktime.example/feed.atom",
                        "https://status.clicktime.example/components/cmp_web/feed.rss")
                .hasSize(3 + 2 + 6 * 3);
        assertThat(new String(feed("feed.atom", story()), UTF_8)).doesNotContain("hub");
    }

    @Test
    void feedsInAnotherLanguageSpeakItAndAreFeedsOfTheirOwn() throws Exception {
        SiteModel model = story();
        model.apply(Told.incident("two", "Slow log-in", Impact.MINOR)
                .translated(
                        NOW.plusSeconds(60),
                        Status.INVESTIGATING,
                        "Slow.",
                        "de",
                        "Langsame Anmeldung",
                        new Update.Translation(null, "Langsam.")));
        Feeds german = new Feeds(
                CLICKTIME.in(Language.GERMAN, URI.create("https://status.clicktime.example/de")),
                "de/",
                new MarkdownRenderer(),
                Optional.empty());

        for (DerivedFile file : german.of(model)) {
            if (file.path().value().endsWith(".atom")) {
                assertThat(FeedGrammar.ATOM.violations(file.content().get()))
                        .as(file.path().value())
                        .isEmpty();
            }
        }
        Document history = Jsoup.parse(
                new String(
                        german.of(model).stream()
                                .filter(file -> file.path().value().equals("history.atom"))
                                .findFirst()
                                .orElseThrow()
                                .content()
                                .get(),
                        UTF_8),
                "",
                Parser.xmlParser());
        Element newest = history.expectFirst("entry:has(link[href$=/incidents/two])");
        assertThat(history.select("feed").attr("xml:lang")).isEqualTo("de");
        assertThat(history.select("feed > id").text()).isEqualTo("tag:status.clicktime.example,2026:de/history");
        assertThat(newest.select("title").text()).isEqualTo("Langsame Anmeldung");
        assertThat(newest.select("link").attr("href")).isEqualTo("https://status.clicktime.example/de/incidents/two");
        assertThat(newest.select("content").text()).contains("Langsam.").doesNotContain("Slow");
        assertThat(newest.select("category").attr("term")).isEqualTo("Wird untersucht");
    }

    private Map<String, Object> madeOf(SiteModel model) {
        return feeds.of(model).stream()
                .collect(Collectors.toMap(file -> file.path().value(), DerivedFile::madeOf));
    }

    @Test
    void theAtomFeedIsValidWhateverIsWritten() throws Exception {
        SiteModel hostile = told(
                "]]> & <b> \u0000\u0001\u000b\ufffe \ud800",
                "]]></content><script>alert(1)</script>\u0000\u0008 \udc00 &#0;");

        byte[] feed = feed("feed.atom", hostile);

        assertThat(FeedGrammar.ATOM.violations(feed)).isEmpty();
        String content = Jsoup.parse(new String(feed, UTF_8), "", Parser.xmlParser())
                .select("entry > content")
                .text();
        assertThat(Jsoup.parse(content).select("script")).isEmpty();
    }

    @Test
    void theGrammarFindsWhatIsMissing() throws Exception {
        String valid = new String(feed("feed.atom", story()), UTF_8);

        assertThat(FeedGrammar.ATOM.violations(
                        valid.replaceFirst("<id>[^<]*</id>", "").getBytes(UTF_8)))
                .isNotEmpty();
        assertThat(FeedGrammar.ATOM.violations(
                        valid.replaceFirst("<updated>[^<]*</updated>", "<updated>today</updated>")
                                .getBytes(UTF_8)))
                .isNotEmpty();
    }

    @Test
    void theRssGrammarFindsWhatIsMissingOrWrong() throws Exception {
        String valid = new String(feed("feed.rss", story()), UTF_8);

        assertThat(FeedGrammar.RSS.violations(valid.getBytes(UTF_8))).isEmpty();
        for (String wrong : List.of(
                valid.replaceFirst("<guid.*?</guid>", ""),
                valid.replaceFirst("<pubDate>[^<]*</pubDate>", "<pubDate>2026-03-10T18:05:30Z</pubDate>"),
                valid.replaceFirst("<description>.*?</description>", ""),
                valid.replaceFirst("<category>", "<tag/><category>"),
                valid.replaceFirst("<atom:link[^>]*/>", ""))) {
            assertThat(wrong).isNotEqualTo(valid);
            assertThat(FeedGrammar.RSS.violations(wrong.getBytes(UTF_8))).isNotEmpty();
        }
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
        Document feed = xml("feed.atom", story());

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
        Document feed = xml("feed.rss", story());

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
        return xml("feed.atom", model).select("entry");
    }

    private Document xml(String name, SiteModel model) {
        return Jsoup.parse(new String(feed(name, model), UTF_8), "", Parser.xmlParser());
    }

    private byte[] feed(String name, SiteModel model) {
        return feeds.of(model).stream()
                .filter(file -> file.path().value().equals(name))
                .findFirst()
                .orElseThrow()
                .content()
                .get();
    }

    private static SiteModel story() {
        SiteModel model = new SiteModel();
        ClickTimeStory.busy(NOW).forEach(model::apply);
        return model;
    }

    private static SiteModel told(String headline, String message) {
        SiteModel model = new SiteModel();
        model.apply(Told.incident("inc", headline, Impact.MAJOR).step(NOW, Status.INVESTIGATING, headline, message));
        return model;
    }
}

package org.incidentcomms.blog.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.blog.site.SiteFiles.pages;
import static org.incidentcomms.blog.site.SiteFiles.read;
import static org.incidentcomms.blog.site.Stories.NOW;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class PagesIT {
    static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "\"><script>alert(1)</script>",
            "' onmouseover='alert(1)",
            "<img src=x onerror=alert(1)>",
            "<svg/onload=alert(1)>",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "![x](https://evil.example/pixel.png)",
            "<iframe src=//evil.example></iframe>",
            "<style>*{display:none}</style>",
            "<a href=\"vbscript:x\" style=\"position:fixed\">x</a>",
            "</title></head><body onload=alert(1)>",
            "<!--><script>alert(1)</script>-->",
            "{company.name} {#if true}x{/if} ${7*7} {config:['x']}",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
            "<form action=//evil.example><input name=password></form>",
            "<meta http-equiv=refresh content=0;url=//evil.example>",
            "</style></script><script>alert(1)</script>");

    @Inject
    Stories stories;

    @Inject
    Company company;

    @Test
    void aBusyDayIsToldInWordsFromTheWorstDown() throws IOException {
        Document page = read(stories.told("busy", ClickTimeStory.busy(NOW)), "index.html");

        assertThat(page.select("h1").eachText()).containsExactly("Partial service outage");
        assertThat(page.select(".overall").text()).contains("Affected: Web application and Mobile apps.");
        assertThat(page.select("main h2").eachText())
                .containsExactly("What is going on", "Components", "Planned maintenance", "Past incidents");
        Element open = page.expectFirst("section[aria-labelledby=open] article");
        assertThat(open.select(".update-head .chip").eachText()).containsExactly("Identified", "Investigating");
        assertThat(open.expectFirst(".update").text())
                .contains("60 %")
                .contains("Edited Mar 10, 2026, 10:44 am PDT")
                .contains("40 %");
        assertThat(page.select(".window").text())
                .contains("Thursday, March 19th, between 10:00 am and 4:00 pm Pacific Daylight Time (GMT -07:00)");
    }

    @Test
    void aQuietDaySaysSo() throws IOException {
        Document page = read(stories.told("quiet", ClickTimeStory.quiet(NOW)), "index.html");

        assertThat(page.select("h1").eachText()).containsExactly("All systems operational");
        assertThat(page.select(".as-of").attr("data-as-of")).isEqualTo("2026-03-10T18:05:00Z");
        assertThat(page.select(".day")).hasSize(15);
        assertThat(page.select(".day .none").eachText()).hasSize(11).containsOnly("No incidents reported.");
        assertThat(page.select(".day").get(1).text())
                .startsWith("Monday, March 9")
                .contains("lasted 1 hour 50 minutes");
    }

    @Test
    void aDayWithAnOpenIncidentIsNotSaidToHaveNone() throws IOException {
        Document page = read(stories.told("busy", ClickTimeStory.busy(NOW)), "index.html");

        assertThat(page.expectFirst(".day").text())
                .contains("Slow loading times on web and mobile")
                .doesNotContain("No incidents reported");
    }

    @Test
    void anIncidentIsListedOnEveryDayItWasOpenHoweverLongAgoItBegan() throws IOException {
        Told ended = Told.incident("ended", "Ended", Impact.MINOR);
        Told open = Told.incident("open", "Still open", Impact.MINOR);
        Document page = read(
                stories.told(
                        "long",
                        List.of(
                                ended.step(NOW.minus(Duration.ofDays(20)), Status.INVESTIGATING, null, "x"),
                                ended.step(NOW.minus(Duration.ofDays(12)), Status.RESOLVED, null, "Over."),
                                open.step(NOW.minus(Duration.ofDays(3)), Status.INVESTIGATING, null, "y"))),
                "index.html");

        List<String> days = page.select(".day").eachText();
        for (int back = 0; back < days.size(); back++) {
            String day = days.get(back);
            assertThat(day.contains("Still open")).as(day).isEqualTo(back <= 3);
            assertThat(day.contains("Ended")).as(day).isEqualTo(back >= 12);
            assertThat(day.contains("No incidents reported.")).as(day).isEqualTo(back > 3 && back < 12);
        }
    }

    @Test
    void everyStateIsToldInWordsNotInColourAlone() throws IOException {
        for (Document page :
                pages(stories.told("busy", ClickTimeStory.busy(NOW))).values()) {
            assertThat(page.select(".chip"))
                    .allMatch(chip -> !chip.text().isBlank()
                            && chip.select("svg[aria-hidden=true]").size() == 1);
        }
    }

    @Test
    void everyPageCanBeReachedByKeyboardAndReader() throws IOException {
        pages(stories.told("busy", ClickTimeStory.busy(NOW))).forEach((name, page) -> {
            assertThat(page.select("html").attr("lang")).as(name).isEqualTo("en");
            assertThat(page.title()).as(name).contains("ClickTime");
            if (!name.equals("unavailable.html")) {
                assertThat(page.select("body > a.skip[href=#main]")).as(name).hasSize(1);
                assertThat(page.select("main#main")).as(name).hasSize(1);
                assertThat(page.select("[role=status], [aria-live]")).as(name).hasSize(1);
            }
            List<String> ids = page.select("[id]").eachAttr("id");
            assertThat(ids).as(name).doesNotHaveDuplicates();
            assertThat(ids)
                    .as(name)
                    .containsAll(page.select("[aria-labelledby]").eachAttr("aria-labelledby"));
            assertThat(page.select("time[datetime]").eachAttr("datetime"))
                    .as(name)
                    .allMatch(time -> time.matches("\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d:\\d\\dZ)?"));
        });
    }

    @Test
    void everyLinkInsideTheSiteLeadsSomewhere() throws IOException {
        Path site = stories.told("busy", ClickTimeStory.busy(NOW));
        for (Map.Entry<String, Document> page : pages(site).entrySet()) {
            for (String href :
                    page.getValue().select("[href^=/], script[src^=/]").eachAttr("href")) {
                String path = href.endsWith("/") ? href.substring(1) + "index" : href.substring(1);
                Path file = site.resolve(path.matches(".*\\.\\w+") ? path : path + ".html");
                assertThat(file).as(page.getKey() + " links " + href).exists();
            }
        }
    }

    @Test
    void nothingAnOperatorWritesIsExecutable() throws IOException {
        Path site = stories.told("hostile", hostile());

        pages(site).forEach((name, page) -> {
            assertThat(
                            page.select(
                                    "body script:not([type=application/ld+json]), iframe, img, object, embed, form:not(.sign-up, .search), input:not(.sign-up input, .search input), base, math, body style"))
                    .as(name)
                    .isEmpty();
            assertThat(page.select("head script"))
                    .as(name)
                    .allMatch(script -> script.attr("src").matches("/assets/(site|search)-.*")
                            && script.data().isEmpty());
            assertThat(page.select("meta[http-equiv]")).as(name).isEmpty();
            for (Element element : page.getAllElements()) {
                assertThat(element.attributes())
                        .as(name)
                        .noneMatch(attribute -> attribute.getKey().startsWith("on")
                                || attribute.getKey().equals("style")
                                || attribute.getKey().equals("srcdoc"));
                String href = element.attr("href");
                assertThat(href).as(name).matches("|[#/].*|https?://.*|mailto:.*|data:image/svg\\+xml,%3Csvg.*");
            }
        });
        Document feed = Jsoup.parse(Files.readString(site.resolve("feed.atom")), "", Parser.xmlParser());
        assertThat(feed.select("content")).isNotEmpty().allSatisfy(content -> {
            Document told = Jsoup.parse(content.text());
            assertThat(told.select("script, iframe, img, svg, form, style, math"))
                    .isEmpty();
            assertThat(told.select("[href]").eachAttr("href")).allMatch(href -> href.matches("(https?:|mailto:).*"));
        });
        assertThat(Files.readString(site.resolve("index.html"))).contains("{company.name} {#if true}x{/if} ${7*7}");
    }

    static List<PublishedEvent> hostile() {
        List<PublishedEvent> events = new ArrayList<>();
        int number = 0;
        for (String attack : HOSTILE) {
            number++;
            events.add(
                    ComponentEvents.changed("cmp" + number, 1, attack, attack, number, ComponentStatus.PARTIAL_OUTAGE));
            Told incident = Told.incident("attack_" + number, attack, Impact.CRITICAL)
                    .hitting("cmp" + number, attack, ComponentStatus.MAJOR_OUTAGE);
            events.add(incident.step(
                    NOW.minusSeconds(3_600), Status.INVESTIGATING, attack, attack, attack, ChannelSelection.EVERYBODY));
            events.add(incident.edit(NOW.minusSeconds(3_500), attack + "\n\n" + attack));
            if (number % 2 == 0) {
                events.add(incident.step(NOW.minusSeconds(3_000), Status.RESOLVED, attack, attack));
                events.add(incident.analysis(NOW.minusSeconds(2_000), attack, attack, attack));
            }
        }
        return events;
    }

    @Test
    void anEarlierPostPointsToTheNewestWordAndASignedOneIsNotSignedTwice() throws IOException {
        Path site = stories.told("quiet", ClickTimeStory.quiet(NOW));

        Document first = read(site, "posts/feb-2-performance-u1.html");
        assertThat(first.select(".latest a").attr("href")).isEqualTo("/posts/feb-2-performance-u4");
        assertThat(first.select(".sign").text()).isEqualTo("– ClickTime Web Operations");
        Document last = read(site, "posts/feb-2-performance-u4.html");
        assertThat(last.select(".latest")).isEmpty();
        assertThat(last.select(".sign")).isEmpty();
        assertThat(last.select(".prose").text()).endsWith("-Alex Mann");
    }

    @Test
    void aPageTellsEarlierHeadlinesAndMessagesOnlyWhateverElseWasCorrected() throws IOException {
        Told incident = Told.incident("signed", "Slow log-in", Impact.MINOR);
        Path site = stories.told(
                "signed",
                List.of(
                        incident.step(
                                NOW.minusSeconds(3_600),
                                Status.INVESTIGATING,
                                "Slow",
                                "We look into it.",
                                "Alex Man",
                                ChannelSelection.EVERYBODY),
                        incident.sign(NOW.minusSeconds(3_500), "Alex Mann", "Slow since nine."),
                        incident.edit(NOW.minusSeconds(3_400), "We know the cause."),
                        incident.sign(NOW.minusSeconds(3_300), "Web Operations", "Slow since ten.")));

        for (String page : List.of("incidents/signed.html", "posts/signed-u1.html")) {
            Document read = read(site, page);
            assertThat(read.select(".edited .before .prose").eachText()).containsExactly("We look into it.");
            assertThat(read.html()).doesNotContain("Alex Man", "Slow since");
        }
    }

    @Test
    void thePageForTheLoadBalancerStandsAloneAndIsSmall() throws IOException {
        Path file = stories.told("busy", ClickTimeStory.busy(NOW)).resolve("unavailable.html");
        Document page = Jsoup.parse(file);

        assertThat(Files.size(file)).isLessThan(14_000);
        assertThat(page.select("link, script, img, [src]")).isEmpty();
        assertThat(page.select("h1").text()).isEqualTo("ClickTime is temporarily unavailable");
        assertThat(page.text()).contains("60 % are done.");
        assertThat(page.select("meta[name=robots]").attr("content")).isEqualTo("noindex");
        assertThat(page.select("a").eachAttr("href"))
                .containsExactly(
                        "",
                        "http://localhost:8083/",
                        "https://updates.clicktime.example/subscriptions",
                        "https://x.com/clicktime",
                        "http://localhost:8083/feed.atom");
        assertThat(page.text()).contains("ClickTime Support or your account representative");
    }
}

package org.incidentcomms.blog.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.blog.site.Stories.NOW;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.blog.site.page.Assets;
import org.incidentcomms.blog.site.page.Branding;
import org.incidentcomms.blog.site.page.Pages;
import org.incidentcomms.blog.site.page.SignUpForm;
import org.incidentcomms.blog.site.page.SiteLanguages;
import org.incidentcomms.blog.site.text.MarkdownRenderer;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.Component;
import org.incidentcomms.events.ComponentState;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.ComponentChanged;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.Language;
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
    void aMaintenanceInTheNextYearIsToldWithItsYear() throws IOException {
        Told work = Told.maintenance("next_year", "Move", Instant.parse("2027-01-15T18:00:00Z"), Duration.ofHours(2));
        Path site = stories.told("next-year", List.of(work.step(NOW, Status.SCHEDULED, null, "We move.")));

        String told = "Friday, January 15th, 2027, between 10:00 am and 12:00 pm Pacific Standard Time (GMT -08:00)";
        assertThat(read(site, "index.html").select(".window").text()).contains(told);
        assertThat(Files.readString(site.resolve("feed.atom"))).contains(told);
    }

    @Test
    void aQuietDaySaysSo() throws IOException {
        Document page = read(stories.told("quiet", ClickTimeStory.quiet(NOW)), "index.html");

        assertThat(page.select("h1").eachText()).containsExactly("All systems operational");
        assertThat(page.select(".as-of").attr("data-as-of")).isEqualTo("2026-03-10T18:05:00Z");
        assertThat(page.select(".day")).hasSize(15);
        assertThat(page.select(".day .none").eachText()).hasSize(12).containsOnly("No incidents reported.");
        assertThat(page.select(".day").get(1).text())
                .startsWith("Monday, March 9")
                .contains("lasted 1 hour 50 minutes");
    }

    @Test
    void eachComponentShowsHowItWasInNinetyDays() throws IOException {
        Document page = read(stories.told("busy", ClickTimeStory.busy(NOW)), "index.html");

        assertThat(page.select(".parts li")).hasSize(6);
        assertThat(page.select(".parts li:has(.uptime) .part").eachText())
                .containsExactly("Web application", "Mobile apps", "Log-in", "Reports", "API");
        assertThat(page.select(".uptime svg[role=img]").eachAttr("aria-label"))
                .containsExactly(
                        "99.55 % uptime in the last 90 days, outages on 3 days, the last Mar 10",
                        "100 % uptime in the last 90 days",
                        "100 % uptime in the last 90 days",
                        "100 % uptime in the last 90 days",
                        "100 % uptime since Jan 29");
        Element web = page.expectFirst(".uptime");
        assertThat(web.select(".tone-down title").eachText()).containsExactly("Mar 4: major outage 9 h, 62.5 %");
        assertThat(web.select(".tone-bad title").eachText())
                .containsExactly(
                        "Dec 29, 2025: partial outage 1 h 12 min, 98.5 %", "Mar 10: partial outage 52 min, 97.67 %");
        assertThat(page.select(".uptime a, .uptime [tabindex]"))
                .as("nothing to stop at with the keyboard")
                .isEmpty();
    }

    @Test
    void aPageOfManyComponentsThatNeverRestStaysSmallAndIsWrittenInFewMilliseconds() throws IOException {
        List<PublishedEvent> quiet = new ArrayList<>();
        List<PublishedEvent> restless = new ArrayList<>();
        for (int number = 0; number < 200; number++) {
            List<ComponentState> states = restless(number);
            String id = "cmp_" + number;
            String name = "Component number " + number;
            ComponentStatus now = states.getLast().status();
            quiet.add(Told.component(
                    id,
                    1,
                    name,
                    null,
                    number,
                    ComponentStatus.OPERATIONAL,
                    List.of(new ComponentState(ComponentStatus.OPERATIONAL, NOW.minus(Duration.ofDays(99))))));
            restless.add(Told.component(id, 1, name, null, number, now, states));
        }

        assertThat(size("plain", quiet.stream().map(PagesIT::withoutHistory).toList()))
                .isLessThan(80_000);
        assertThat(size("quiet-parts", quiet)).isLessThan(170_000);
        assertThat(size("restless-parts", restless)).isLessThan(360_000);
    }

    /** The cache of rendered images must not be visible in the output. */
    @Test
    void theBarsMoveOnWithTheDayAndWithWhatHappens() {
        SiteModel model = new SiteModel();
        ClickTimeStory.busy(NOW).forEach(model::apply);
        Pages known = pages();
        Instant minute = NOW.truncatedTo(ChronoUnit.MINUTES);

        assertThat(firstBars(known.status(model, minute))).startsWith("Dec 11, 2025 – ");
        assertThat(known.status(model, minute)).isEqualTo(pages().status(model, minute));
        Instant tomorrow = minute.plus(Duration.ofDays(1));
        assertThat(firstBars(known.status(model, tomorrow))).startsWith("Dec 12, 2025 – ");
        assertThat(known.status(model, tomorrow)).isEqualTo(pages().status(model, tomorrow));
        model.apply(Told.component(
                "cmp_web",
                2,
                "Web application",
                "Product",
                1,
                ComponentStatus.OPERATIONAL,
                List.of(new ComponentState(ComponentStatus.OPERATIONAL, minute))));
        assertThat(firstBars(known.status(model, tomorrow))).isEqualTo("Dec 12, 2025 – Mar 9: not known");

        for (int number = 0; number < 20; number++) {
            model.apply(Told.component(
                    "cmp_" + number, 1, "C" + number, null, number, ComponentStatus.OPERATIONAL, restless(number)));
            assertThat(known.status(model, tomorrow))
                    .as("%d that never rest", number)
                    .isEqualTo(pages().status(model, tomorrow));
        }
        for (int number = 0; number < 20; number++) {
            PublishedEvent added =
                    Told.component("cmp_" + number, 1, "C" + number, null, number, ComponentStatus.OPERATIONAL);
            model.apply(Told.deleted(added, 2));
            assertThat(known.status(model, tomorrow))
                    .as("%d of them gone", number)
                    .isEqualTo(pages().status(model, tomorrow));
        }
    }

    private static String firstBars(String page) {
        return Jsoup.parse(page).expectFirst(".uptime title").text();
    }

    private Pages pages() {
        return Pages.of(
                        company,
                        SiteLanguages.of(Language.ENGLISH, Language.tags()),
                        Assets.load(Branding.NONE),
                        SignUpForm.of(Optional.of(URI.create("https://updates.clicktime.example"))),
                        Branding.NONE,
                        new MarkdownRenderer())
                .getFirst();
    }

    /** As many statuses as an event may carry, four hours each. */
    private static List<ComponentState> restless(int number) {
        ComponentStatus[] statuses = ComponentStatus.values();
        List<ComponentState> states = new ArrayList<>();
        for (int change = 0; change < 500; change++) {
            states.add(new ComponentState(
                    statuses[(change + number) % statuses.length], NOW.minus(Duration.ofHours(4L * (500 - change)))));
        }
        return states;
    }

    private static PublishedEvent withoutHistory(PublishedEvent event) {
        Component component = ((ComponentChanged) event.data()).component().withHistory(List.of());
        return PublishedEvent.of(new ComponentChanged(component), event.time(), null);
    }

    /** Size of the status page with these components; tells how long an event takes. */
    private long size(String name, List<PublishedEvent> components) throws IOException {
        try (var directory = stories.fresh(name)) {
            SiteProjection projection = stories.projection(directory);
            components.forEach(event -> projection.event(event, false));
            projection.caughtUp();
            long p50 = microsPerEvent(projection);
            long size = Files.size(Path.of("target/stories", name, "current/index.html"));
            System.out.printf("site: event to disk with 200 %s: p50 %d µs, page %d bytes%n", name, p50, size);
            return size;
        }
    }

    private static long microsPerEvent(SiteProjection projection) {
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        List<Long> micros = new ArrayList<>();
        for (int number = 0; number < 100; number++) {
            PublishedEvent event = Told.incident("new_" + number, "New incident " + number, Impact.MAJOR)
                    .step(NOW.plusSeconds(number), Status.RESOLVED, null, "This is *what we know* now.");
            long began = thread.getCurrentThreadCpuTime();
            projection.event(event, false);
            projection.batchEnds();
            micros.add((thread.getCurrentThreadCpuTime() - began) / 1_000);
        }
        micros.sort(null);
        return micros.get(micros.size() / 2);
    }

    @Test
    void aDayWithAnOpenIncidentIsNotSaidToHaveNone() throws IOException {
        Document page = read(stories.told("busy", ClickTimeStory.busy(NOW)), "index.html");

        assertThat(page.expectFirst(".day").text())
                .contains("Slow loading times on web and mobile")
                .doesNotContain("No incidents reported");
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

    private static List<PublishedEvent> hostile() {
        List<PublishedEvent> events = new ArrayList<>();
        int number = 0;
        for (String attack : HOSTILE) {
            number++;
            events.add(Told.component("cmp" + number, 1, attack, attack, number, ComponentStatus.PARTIAL_OUTAGE));
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

    @Test
    void aWithdrawnIncidentLeavesNoFileBehind() throws IOException {
        List<PublishedEvent> events = new ArrayList<>(ClickTimeStory.busy(NOW));
        Told mistake = Told.incident("made_by_mistake", "Published by mistake", Impact.MINOR);
        events.add(mistake.step(NOW.minusSeconds(60), Status.INVESTIGATING, null, "Do not read this."));
        events.add(mistake.withdraw(NOW));

        Path site = stories.told("withdrawn", events);

        assertThat(site.resolve("incidents/made-by-mistake.html")).doesNotExist();
        assertThat(site.resolve("posts/made-by-mistake-u1.html")).doesNotExist();
        for (String file : contents(site).values()) {
            assertThat(file).doesNotContain("by mistake").doesNotContain("Do not read this");
        }
    }

    @Test
    void anUpdateTakenBackLeavesNoWordBehind() throws IOException {
        List<PublishedEvent> events = new ArrayList<>(ClickTimeStory.busy(NOW));
        Told outage = Told.incident("slipped", "Slow log-in", Impact.MINOR);
        events.add(outage.step(NOW.minusSeconds(60), Status.INVESTIGATING, null, "We are looking."));
        events.add(outage.step(NOW.minusSeconds(30), Status.IDENTIFIED, "A slip", "Acme Corp. broke it."));
        Path before = stories.told("slip", events);
        assertThat(before.resolve("posts/slipped-u2.html")).exists();
        events.add(outage.unsay(NOW));

        Path site = stories.told("taken-back", events);

        assertThat(site.resolve("incidents/slipped.html")).exists();
        assertThat(site.resolve("posts/slipped-u1.html")).exists();
        assertThat(site.resolve("posts/slipped-u2.html")).doesNotExist();
        for (String file : contents(site).values()) {
            assertThat(file).doesNotContain("Acme").doesNotContain("A slip");
        }
    }

    @Test
    void theSameEventsMakeTheSameBytesHoweverTheyArrived() throws IOException {
        List<PublishedEvent> events = ClickTimeStory.busy(NOW);
        List<PublishedEvent> twice = new ArrayList<>(events);
        twice.addAll(events.reversed());

        assertThat(contents(stories.told("twice", twice))).isEqualTo(contents(stories.told("once", events)));
    }

    @Test
    void aLongHistoryIsPagedAndAnEventTouchesFewFilesInFewMilliseconds() throws IOException {
        List<PublishedEvent> history = new ArrayList<>();
        for (int number = 0; number < 1_200; number++) {
            Told incident = Told.incident("inc_" + number, "Incident number " + number, Impact.MINOR);
            Duration ago = Duration.ofHours(1_200 - number);
            incident.step(NOW.minus(ago), Status.INVESTIGATING, null, "We are looking into **" + number + "**.");
            history.add(incident.step(NOW.minus(ago).plusSeconds(900), Status.RESOLVED, null, "It is over."));
        }
        try (var directory = stories.fresh("long")) {
            SiteProjection projection = stories.projection(directory);
            history.forEach(event -> projection.event(event, false));
            projection.caughtUp();
            ThreadMXBean thread = ManagementFactory.getThreadMXBean();
            List<Long> micros = new ArrayList<>();
            for (int number = 0; number < 200; number++) {
                Told incident = Told.incident("new_" + number, "New incident " + number, Impact.MAJOR);
                for (Status status : List.of(Status.INVESTIGATING, Status.MONITORING, Status.RESOLVED)) {
                    PublishedEvent event =
                            incident.step(NOW.plusSeconds(micros.size()), status, null, "This is *what we know* now.");
                    long began = thread.getCurrentThreadCpuTime();
                    projection.event(event, false);
                    projection.batchEnds();
                    micros.add((thread.getCurrentThreadCpuTime() - began) / 1_000);
                }
            }
            micros.sort(null);
            System.out.printf(
                    "site: event to disk with 1,200 incidents: p50 %d µs, p99 %d µs of processor time%n",
                    micros.get(micros.size() / 2), micros.get(micros.size() * 99 / 100));
        }
        Path site = Path.of("target/stories/long/current");
        assertThat(site.resolve("blog/1.html")).exists();
        assertThat(read(site, "blog/1.html").select("article")).hasSize(10);
        assertThat(read(site, "blog/1.html").select(".pager a[rel=next]")).isEmpty();
        assertThat(read(site, "blog.html").select(".pager a[rel=next]")).hasSize(1);
        assertThat(read(site, "history/1.html").select("article")).hasSize(25);
        assertThat(Files.size(site.resolve("index.html"))).isLessThan(150_000);
    }

    @Test
    void everyPageHasAFormToSubscribeAndThePageOfAnOpenIncidentOneToHearOfItsEnd() throws IOException {
        Path site = stories.told("busy", ClickTimeStory.busy(NOW));

        pages(site).forEach((name, page) -> {
            if (name.equals("unavailable.html")) {
                return;
            }
            Element form = page.expectFirst(".bottom form");
            assertThat(form.attr("method")).as(name).isEqualTo("post");
            assertThat(form.attr("action")).isEqualTo("https://updates.clicktime.example/subscriptions");
            assertThat(form.select("input[name=email][type=email][required]")).hasSize(1);
            assertThat(form.select(".trap input[name=website][tabindex=-1]")).hasSize(1);
        });
        assertThat(read(site, "index.html").select("input[name=components]").eachAttr("value"))
                .containsExactly("cmp_web", "cmp_mobile", "cmp_login", "cmp_reports", "cmp_api", "cmp_qb");
        assertThat(read(site, "blog.html").select("input[name=components]")).isEmpty();
        assertThat(read(site, "incidents/slow-loading-times.html")
                        .select("main form input[name=incident]")
                        .eachAttr("value"))
                .containsExactly("slow-loading-times");
        for (String name : List.of("incidents/feb-2-performance.html", "incidents/scheduled-maintenance.html")) {
            assertThat(read(site, name).select("main form")).as(name).isEmpty();
        }
    }

    @Test
    void theCalendarShowsTheDaysOfEachMaintenanceInTheCompanysZone() throws IOException {
        Told night = Told.maintenance(
                "night", "Night work", Instant.parse("2026-04-01T05:00:00Z"), Duration.ofHours(4)); // March 31st, 10 pm
        Path site = stories.told("calendar", List.of(night.step(NOW, Status.SCHEDULED, null, "We move.")));

        Document page = read(site, "maintenance.html");
        assertThat(page.select(".calendar caption").eachText()).containsExactly("March 2026", "April 2026");
        assertThat(page.select(".calendar a").eachAttr("aria-label"))
                .containsExactly("Tuesday, March 31: Night work", "Wednesday, April 1: Night work");
        assertThat(page.select(".calendar a").eachText()).containsExactly("31", "1");
        assertThat(page.select(".calendar:first-child tbody tr:first-child td").eachText())
                .containsExactly("1", "2", "3", "4", "5", "6", "7");
        assertThat(read(site, "de/maintenance.html")
                        .select(".calendar:first-child thead th")
                        .eachText())
                .startsWith("Mo");
        assertThat(read(site, "history.html").text()).doesNotContain("Night work");
        assertThat(read(stories.told("nothing-yet", List.of()), "maintenance.html")
                        .select(".calendars"))
                .isEmpty();
    }

    @Test
    void aPageExistsInEveryLanguageAndNamesItsOthers() throws IOException {
        Path site = stories.told("busy", ClickTimeStory.busy(NOW));

        for (String name : pages(site).keySet()) {
            for (String tag : List.of("de", "fr", "es", "ja")) {
                Document page = read(site, tag + "/" + name);
                assertThat(page.select("html").attr("lang")).isEqualTo(tag);
                if (name.equals("unavailable.html")) {
                    continue;
                }
                assertThat(page.select("link[rel=alternate][hreflang]").eachAttr("hreflang"))
                        .containsExactly("en", "de", "fr", "es", "ja");
                assertThat(page.select("link[rel=canonical]").attr("href"))
                        .startsWith("http://localhost:8083/" + tag + "/");
                assertThat(page.select(".languages [aria-current]").attr("lang"))
                        .isEqualTo(tag);
                assertThat(page.select("nav[aria-label] ul a[href^=/]:not(.languages a)")
                                .eachAttr("href"))
                        .as(tag + "/" + name)
                        .allMatch(href -> href.startsWith("/" + tag + "/"));
                assertThat(page.select("input[name=language]").eachAttr("value"))
                        .allMatch(tag::equals);
            }
        }
        Document german = read(site, "de/index.html");
        assertThat(german.select("h1").text()).isEqualTo("Teilausfall");
        assertThat(german.select("main .prose").eachAttr("lang")).isNotEmpty().containsOnly("en");
        assertThat(read(site, "index.html").select("main [lang]")).isEmpty();
        assertThat(german.select(".overall").text()).contains("Betroffen: Web application und Mobile apps.");
        assertThat(german.select(".window").text()).contains("Donnerstag, 19. März");
        assertThat(german.select(".uptime svg").attr("aria-label"))
                .isEqualTo("99,55 % verfügbar in den letzten 90 Tagen, Ausfälle an 3 Tagen, zuletzt am 10. März");
        assertThat(read(site, "ja/index.html").select("h1").text()).isEqualTo("一部のサービスに障害が発生しています");
    }

    @Test
    void whatIsTakenBackIsGoneInEveryLanguageAtOnce() throws IOException {
        Told outage = Told.incident("slipped", "Slow log-in", Impact.MINOR);
        try (var directory = stories.fresh("slip-translated")) {
            SiteProjection projection = stories.projection(directory);
            projection.caughtUp();
            projection.event(outage.step(NOW.minusSeconds(30), Status.IDENTIFIED, "A slip", "Acme broke it."), false);
            projection.batchEnds();
            Stories.finish(projection);
            Path post = Path.of("target/stories/slip-translated/current/de/posts/slipped-u1.html");
            assertThat(post).exists();

            projection.event(outage.withdraw(NOW), false);
            projection.batchEnds();

            assertThat(post).doesNotExist();
        }
    }

    @Test
    void withoutAnAddressForThemThereAreNoForms() {
        Pages without = Pages.of(
                        company,
                        SiteLanguages.of(Language.ENGLISH, List.of()),
                        Assets.load(Branding.NONE),
                        SignUpForm.NONE,
                        Branding.NONE,
                        new MarkdownRenderer())
                .getFirst();
        SiteModel model = new SiteModel();
        ClickTimeStory.busy(NOW).forEach(model::apply);

        Document page = Jsoup.parse(without.status(model, NOW));
        Document incident = Jsoup.parse(without.incident(model.openIncidents().getFirst()));

        assertThat(page.select("form, .sign-up")).isEmpty();
        assertThat(incident.select("form, .sign-up, .follow-one")).isEmpty();
        assertThat(page.select(".follow").text()).contains("Ask ClickTime Support");
    }

    private static Document read(Path site, String name) throws IOException {
        return Jsoup.parse(site.resolve(name));
    }

    /** The pages in the company's language. */
    static Map<String, Document> pages(Path site) throws IOException {
        Map<String, Document> pages = new TreeMap<>();
        contents(site).forEach((name, content) -> {
            if (name.endsWith(".html") && !name.matches("(de|fr|es|ja)/.*")) {
                pages.put(name, Jsoup.parse(content));
            }
        });
        assertThat(pages).hasSizeGreaterThan(10);
        return pages;
    }

    private static Map<String, String> contents(Path site) throws IOException {
        Path root = site.toRealPath();
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Stories::isPlain).toList()) {
                contents.put(root.relativize(file).toString(), new String(Files.readAllBytes(file), UTF_8));
            }
        }
        return contents;
    }
}

package org.incidentcomms.blog.site;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.blog.site.Stories.NOW;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.incidentcomms.blog.site.files.SiteDirectory;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Update;
import org.incidentcomms.testkit.browser.Chromium;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pages in a browser. */
@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class BrowserIT {
    private static final List<String> LANGUAGES = List.of("", "de/", "fr/", "es/", "ja/");
    private static final List<String> LISTS =
            List.of("", "uptime", "search?component=cmp_7", "history", "blog", "maintenance", "unavailable.html");
    /** Around each of {@link PagesIT#HOSTILE}: ten forms of twenty strings. */
    private static final List<String> FORMS = List.of(
            "%s",
            "# %s",
            "- %s\n- %1$s",
            "> %s",
            "`%s`",
            "[%s](https://example.com/)",
            "\u202e%s\ufeff",
            "W%s" + "w".repeat(300),
            "&amp;lt;%s&#x3e;",
            "| a | b |\n|---|---|\n| %s | %1$s |");

    @Inject
    Stories stories;

    private final Chromium chromium = Chromium.start();

    @AfterEach
    void close() {
        chromium.assertNoComplaints();
        chromium.close();
    }

    @Test
    void noneOfTwoHundredHostileStringsIsExecutedOrBreaksTheLayoutInAnyLanguage() throws IOException {
        try (StoryServer server = new StoryServer(stories.told("two-hundred", hostile()))) {
            List<String> executed = new ArrayList<>();
            Page page = chromium.open("about:blank", Chromium.PHONE, ColorScheme.LIGHT);
            page.onDialog(dialog -> {
                executed.add(page.url() + " " + dialog.message());
                dialog.dismiss();
            });
            List<String> paths = new ArrayList<>();
            LANGUAGES.forEach(tree -> LISTS.forEach(list -> paths.add(tree + list)));
            IntStream.range(0, 20).forEach(number -> {
                paths.add("incidents/attack-" + number);
                paths.add("ja/incidents/attack-" + number);
                paths.add("posts/attack-" + number + "-u7");
            });
            for (String path : paths) {
                page.navigate(server.address() + path);
                Object overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth");
                assertThat(((Number) overflow).intValue())
                        .as("%s scrolls sideways", path)
                        .isLessThanOrEqualTo(0);
                if (path.contains("search")) {
                    assertThat(page.locator("#results article").first()).isVisible();
                }
            }
            assertThat(executed).isEmpty();
        }
    }

    static List<PublishedEvent> hostile() {
        List<String> strings = FORMS.stream()
                .flatMap(form -> PagesIT.HOSTILE.stream().map(form::formatted))
                .toList();
        assertThat(strings).hasSize(200);
        List<PublishedEvent> events = new ArrayList<>();
        for (int number = 0; number < strings.size(); number++) {
            String text = strings.get(number);
            events.add(ComponentEvents.changed(
                    "cmp_" + number, 1, text, text, number / 10, ComponentStatus.DEGRADED_PERFORMANCE));
        }
        for (int number = 0; number < 20; number++) {
            Told incident = Told.incident("attack_" + number, strings.get(number * 10), Impact.MAJOR)
                    .hitting("cmp_" + number, strings.get(number), ComponentStatus.PARTIAL_OUTAGE);
            for (int update = 0; update < 10; update++) {
                String text = strings.get(number * 10 + update);
                events.add(incident.step(
                        NOW.minusSeconds(3_600 - number * 60 - update),
                        number % 2 == 1 && update == 9 ? Status.RESOLVED : Status.INVESTIGATING,
                        text,
                        text,
                        text,
                        ChannelSelection.EVERYBODY));
            }
            events.add(incident.edit(NOW, strings.get(number * 10 + 3)));
        }
        return events;
    }

    @Test
    void whatWasToldIsFoundByWordsAndByComponentHoweverLongAgo() throws IOException {
        List<PublishedEvent> events = new ArrayList<>();
        events.add(ComponentEvents.changed("cmp_db", 1, "Database", null, 1, ComponentStatus.OPERATIONAL));
        for (int number = 0; number < 230; number++) {
            Told told = Told.incident("inc_" + number, "Incident number " + number, Impact.MINOR);
            if (number % 100 == 5) {
                told.hitting("cmp_db", "Database", ComponentStatus.PARTIAL_OUTAGE);
            }
            events.add(told.step(
                    NOW.minus(Duration.ofHours(300 - number)),
                    Status.RESOLVED,
                    null,
                    number == 3 ? "A squirrel in the *café*." : "It is over."));
        }
        try (StoryServer server = new StoryServer(stories.told("searched", events))) {
            Page page = chromium.open(server.address() + "de/search");
            page.getByLabel("Wörter").fill("CAFE squirrel");
            page.keyboard().press("Enter");
            assertThat(page.locator("#results a")).hasText("Incident number 3");
            assertThat(page.locator("#results a")).hasAttribute("href", "/de/incidents/inc-3");
            assertThat(page.locator("#found")).hasText("Gefunden: 1");

            page.getByLabel("Wörter").fill("");
            page.getByLabel("Komponente").selectOption("cmp_db");
            assertThat(page.locator("#results a"))
                    .hasText(new String[] {"Incident number 205", "Incident number 105", "Incident number 5"});
            assertThat(page).hasURL(server.address() + "de/search?component=cmp_db");

            page.navigate(server.address() + "de/search?q=over");
            Locator found = page.locator("#found");
            assertThat(found).containsText("+");
            assertThat(page.locator("#more")).isVisible();
            for (String before = found.textContent(); before.endsWith("+"); before = found.textContent()) {
                page.evaluate("more.click(); more.click()");
                assertThat(found).not().hasText(before);
            }
            assertThat(found).hasText("Gefunden: 229");
            assertThat(page.locator("#results a")).hasCount(229);
            assertThat(page.locator("#more")).isHidden();
            page.getByLabel("Wörter").fill("nobody");
            page.keyboard().press("Enter");
            assertThat(page.locator("#found")).hasText("Nichts gefunden.");
        }
    }

    @Test
    void whatIsTranslatedIsFoundInBothLanguagesAndShownInThatOfThePage() throws IOException {
        PublishedEvent told = Told.incident("slow", "Slow log-in", Impact.MINOR)
                .translated(
                        NOW,
                        Status.RESOLVED,
                        "It is over.",
                        "de",
                        "Langsame Anmeldung",
                        new Update.Translation(null, "Es ist vorbei."));
        try (StoryServer server = new StoryServer(stories.told("searched-german", List.of(told)))) {
            for (String words : List.of("anmeldung vorbei", "log-in over")) {
                Page page = chromium.open(server.address() + "de/search?q=" + words.replace(' ', '+'));
                assertThat(page.locator("#results")).containsText("Langsame Anmeldung");
                assertThat(page.locator("#results")).containsText("Es ist vorbei.");
                page.close();
            }
            Page english = chromium.open(server.address() + "search?q=over");
            assertThat(english.locator("#results a")).hasText("Slow log-in");
        }
    }

    @Test
    void aPrintedPageIsDarkOnWhiteAndHasNoForms() throws IOException {
        try (StoryServer server = new StoryServer(stories.told(SampleSite.EMPTY))) {
            Page page = chromium.open(server.address(), Chromium.DESK, ColorScheme.DARK);
            String sheets = new String(page.pdf(new Page.PdfOptions().setFormat("A4")), ISO_8859_1);
            assertThat(sheets.split("/Type /Page\\b")).as("one sheet").hasSize(2);

            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(page.locator("body")).hasCSS("color", "rgb(27, 36, 48)");
            assertThat(page.locator(".disc")).hasCSS("print-color-adjust", "exact");
            assertThat(page.locator("#past")).hasCSS("break-after", "avoid");
            for (String useless : List.of(".top nav", ".follow", ".languages")) {
                assertThat(page.locator(useless)).isHidden();
            }
        }
    }

    @Test
    void theFirstVisitTakesThreeRequestsAndFortyKilobytesAndNothingMoves() throws IOException {
        Path site = stories.told("busy", ClickTimeStory.busy(NOW));
        try (StoryServer server = new StoryServer(site)) {
            List<String> requests = new ArrayList<>();
            Page page = chromium.open("about:blank", Chromium.PHONE, ColorScheme.LIGHT);
            page.clock().setFixedTime(Date.from(NOW));
            page.onRequest(request -> requests.add(request.url().replace(server.address(), "")));
            page.navigate(server.address());

            assertThat(page.locator("time[title]").first()).isVisible();
            assertThat(requests).hasSize(3);
            long bytes = 0;
            for (String request : requests) {
                bytes += Files.size(site.resolve((request.isEmpty() ? "index.html" : request) + ".gz"));
            }
            System.out.printf("site: first visit %d requests, %d bytes with gzip%n", requests.size(), bytes);
            assertThat(bytes).isLessThan(40_000);
            assertThat(page.evaluate("new Promise(done => { const moved = []; new PerformanceObserver(list => {"
                            + " for (const shift of list.getEntries()) for (const source of shift.sources)"
                            + " moved.push(shift.value + ' ' + (source.node.outerHTML ?? source.node.textContent).slice(0, 200)); })"
                            + ".observe({type: 'layout-shift', buffered: true});"
                            + " requestAnimationFrame(() => requestAnimationFrame(() => done(moved))); })"))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                    .isEmpty();
        }
    }

    @Test
    void whatIsWithdrawnIsNoLongerReadInATabThatIsOpen() throws IOException {
        Told mistake = Told.incident("mistake", "A mistake", Impact.MINOR);
        try (SiteDirectory directory = stories.fresh("withdrawn-open")) {
            SiteProjection projection = stories.projection(directory);
            projection.caughtUp();
            projection.event(mistake.step(NOW, Status.INVESTIGATING, null, "It names a customer."), false);
            projection.batchEnds();
            Stories.finish(projection);
            try (StoryServer server = new StoryServer(Path.of("target/stories/withdrawn-open/current"))) {
                Page page = chromium.open(server.address() + "incidents/mistake");
                assertThat(page.locator("main")).containsText("It names a customer.");

                projection.event(mistake.withdraw(NOW.plusSeconds(60)), false);
                projection.batchEnds();
                page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");

                assertThat(page.locator("main")).not().containsText("It names a customer.");
                assertThat(page.locator("h1")).not().hasText("A mistake");
            }
        }
    }

    @Test
    void aBrowserOfAnotherLanguageIsOfferedItUntilOneIsChosen() throws IOException {
        try (StoryServer server = new StoryServer(stories.told("busy", ClickTimeStory.busy(NOW)))) {
            Page page = chromium.open("about:blank");
            page.addInitScript("Object.defineProperty(navigator, 'languages', {get: () => ['it', 'de-AT', 'en']})");
            page.navigate(server.address() + "history");
            assertThat(page.locator(".offer")).hasText("Diese Seite auf Deutsch");
            page.locator(".offer").click();
            assertThat(page).hasURL(server.address() + "de/history");
            assertThat(page.locator(".offer")).hasCount(0);

            page.locator(".languages").getByText("English").click();
            assertThat(page).hasURL(server.address() + "history");
            assertThat(page.locator(".offer")).hasCount(0);
        }
    }

    @Test
    void everyPageCanBeReadByEverybody() throws IOException {
        try (StoryServer server = new StoryServer(stories.told("busy", ClickTimeStory.busy(NOW)))) {
            for (int width : List.of(Chromium.NARROWEST, 768)) {
                look(server, "", width, ColorScheme.LIGHT);
            }
            for (String path :
                    List.of("", "de/", "ja/", "uptime", "search?q=slow", "maintenance", "unavailable.html")) {
                look(server, path, Chromium.PHONE, ColorScheme.LIGHT);
                look(server, path, Chromium.DESK, ColorScheme.DARK);
            }
        }
    }

    private void look(StoryServer server, String path, int width, ColorScheme scheme) {
        Page page = chromium.open(server.address() + path, width, scheme);
        Chromium.assertAccessible(page, "page-" + path.replaceAll("\\W+", "-") + "-" + width + "-" + scheme);
        page.close();
    }
}

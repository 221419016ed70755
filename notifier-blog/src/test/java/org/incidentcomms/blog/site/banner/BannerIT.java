package org.incidentcomms.blog.site.banner;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.incidentcomms.blog.site.StaticServer;
import org.incidentcomms.blog.site.Told;
import org.incidentcomms.blog.site.files.DerivedFile;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Status;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.testkit.browser.Chromium;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In a product's page that allows nothing but the status page's script and connections to it. */
class BannerIT {
    private static final String CACHING = "public, max-age=3600, stale-while-revalidate=604800";

    private final Instant now = Instant.now();
    private final SiteModel model = new SiteModel();
    private final BannerFiles files = new BannerFiles(new Company(
            "Acme", ZoneId.of("UTC"), "@acme", "Acme", "support", URI.create("https://status.acme.example")));
    private final StaticServer product = new StaticServer();
    private final StaticServer status = new StaticServer();

    @SuppressWarnings("NullAway.Init")
    private Chromium chromium;

    @BeforeEach
    void start() {
        chromium = Chromium.start();
        product.put(
                "/",
                page("<script src=\"" + status.url() + "/banner.js\" defer></script>"),
                Map.of(
                        "Content-Type",
                        "text/html",
                        "Content-Security-Policy",
                        "default-src 'none'; script-src " + status.url() + "; connect-src " + status.url()
                                + "; require-trusted-types-for 'script'"));
    }

    @AfterEach
    void stop() {
        chromium.close();
        product.close();
        status.close();
    }

    @Test
    void threeIncidentsAreShownTheWorstFirst() {
        open("minor", "Slow <img src=x onerror=alert(1)>", Impact.MINOR);
        open("critical", "Down", Impact.CRITICAL);
        open("major", "Log-in fails for some", Impact.MAJOR);
        open("none", "Only a notice", Impact.NONE);
        publish();

        Page page = open();

        assertThat(lines(page)).hasCount(3);
        assertThat(lines(page)).hasText(new String[] {
            "Investigating: DownDetailsDismiss",
            "Investigating: Log-in fails for someDetailsDismiss",
            "Investigating: Slow <img src=x onerror=alert(1)>DetailsDismiss"
        });
        assertThat(page.locator("[role=status] a").first())
                .hasAttribute("href", "https://status.acme.example/incidents/critical");
        assertThat(lines(page).first().evaluate("line => getComputedStyle(line).backgroundColor"))
                .as("styled, though the page allows no inline style")
                .isEqualTo("rgb(176, 32, 43)");
        Chromium.assertAccessible(page, "banner");
        chromium.assertNoComplaints();
        report(page, "3 incidents");
    }

    @Test
    void withoutAnIncidentNothingIsShown() {
        publish();

        Page page = chromium.open(product.url());
        page.waitForCondition(() -> kept(page));

        assertThat(lines(page)).hasCount(0);
        assertThat(page.locator("[role=status]").boundingBox().height).isZero();
        assertThat(page.context().cookies()).isEmpty();
        chromium.assertNoComplaints();
        report(page, "no incident");
    }

    @Test
    void theLastAnswerIsShownWhileTheServerIsDownUntilItIsTooOld() {
        open("critical", "Down", Impact.CRITICAL);
        open("major", "Log-in fails for some", Impact.MAJOR);
        open("minor", "Slow", Impact.MINOR);
        publish();
        Page page = open();
        assertThat(lines(page)).hasCount(3);
        page.waitForCondition(() -> kept(page));

        status.close();
        page.reload();
        assertThat(lines(page)).hasCount(3);
        report(page, "3 incidents, server down");

        page.evaluate("for (const key of Object.keys(localStorage)) { const last = JSON.parse(localStorage[key]);"
                + " last.at -= 6 * 3600e3; localStorage[key] = JSON.stringify(last); }");
        page.reload();
        assertThat(page.locator("[role=status]")).hasCount(1);
        assertThat(lines(page)).hasCount(0);
        chromium.assertNoComplaints();
    }

    @Test
    void thatNothingIsWrongIsNotShownWhileTheServerIsDownEither() {
        publish();
        Page page = chromium.open(product.url());
        page.waitForCondition(() -> kept(page));

        status.close();
        page.reload();

        assertThat(page.locator("[role=status]")).hasCount(1);
        assertThat(lines(page)).hasCount(0);
        assertThat(page.locator("h1")).hasText("Time sheet");
        chromium.assertNoComplaints();
    }

    @Test
    void aServerThatWasNeverReachedLeavesThePageAsItIs() {
        status.close();

        Page page = chromium.open(product.url());

        assertThat(page.locator("h1")).hasText("Time sheet");
        assertThat(page.locator("[role=status]")).hasCount(0);
        chromium.assertNoComplaints();
    }

    @Test
    void whatWasDismissedComesBackOnlyWhenItGetsWorse() {
        Told incident = Told.incident("inc", "Slow", Impact.MINOR);
        model.apply(incident.step(now, Status.INVESTIGATING, null, "x"));
        publish();
        Page page = chromium.open(product.url());
        page.locator("[role=status] button[aria-label='Dismiss: Slow']").click();
        assertThat(lines(page)).hasCount(0);

        model.apply(incident.step(now, Status.IDENTIFIED, null, "x"));
        publish();
        page.reload();
        page.waitForCondition(() -> kept(page));
        assertThat(lines(page)).hasCount(0);

        SiteModel worse = new SiteModel();
        worse.apply(Told.incident("inc", "Slow", Impact.CRITICAL).step(now, Status.INVESTIGATING, null, "x"));
        publish(worse);
        page.reload();
        assertThat(lines(page)).hasCount(1);
    }

    @Test
    void plannedMaintenanceIsShownFromADayBefore() {
        Duration hour = Duration.ofHours(1);
        model.apply(Told.maintenance("soon", "Soon", now.plus(hour), hour).step(now, Status.SCHEDULED, null, "x"));
        model.apply(Told.maintenance("later", "Later", now.plus(Duration.ofDays(3)), hour)
                .step(now, Status.SCHEDULED, null, "x"));
        publish();

        Page page = chromium.open(product.url());

        assertThat(lines(page)).hasCount(1);
        assertThat(lines(page)).containsText("Scheduled, ");
        assertThat(lines(page)).containsText(": SoonDetails");
    }

    @Test
    void theScriptIsSmall() {
        publish();

        assertThat(files.of(model).getFirst().content().get()).hasSizeLessThanOrEqualTo(3_000);
    }

    private void open(String id, String title, Impact impact) {
        model.apply(Told.incident(id, title, impact).step(now, Status.INVESTIGATING, null, "x"));
    }

    private void publish() {
        publish(model);
    }

    private void publish(SiteModel shown) {
        for (DerivedFile file : files.of(shown)) {
            boolean script = file.path().value().endsWith(".js");
            status.put(
                    "/" + file.path().value(),
                    file.content().get(),
                    Map.of(
                            "Content-Type",
                            script ? "text/javascript" : "application/json",
                            "Cache-Control",
                            script ? CACHING : "no-cache",
                            "Timing-Allow-Origin",
                            "*",
                            "Access-Control-Allow-Origin",
                            "*"));
        }
    }

    private static byte[] page(String script) {
        return ("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Product</title>" + script
                        + "</head><body><main><h1>Time sheet</h1></main></body></html>")
                .getBytes(UTF_8);
    }

    /** Notes when the banner has something to show. */
    private Page open() {
        Page page = chromium.open("about:blank");
        page.addInitScript("const look = () => document.querySelector('[role=status]')?.shadowRoot.childElementCount"
                + " ? window.shownAt = performance.now() : requestAnimationFrame(look); look()");
        page.navigate(product.url());
        return page;
    }

    private static Locator lines(Page page) {
        return page.locator("[role=status] > div");
    }

    /** Whether the answer has arrived. */
    private static boolean kept(Page page) {
        return Boolean.TRUE.equals(page.evaluate("Object.keys(localStorage).length > 0"));
    }

    private static void report(Page page, String what) {
        Object figures = page.evaluate(
                "(() => { const all = performance.getEntriesByType('resource');"
                        + " return all.length + ' requests, ' + all.reduce((sum, one) => sum + one.encodedBodySize, 0)"
                        + " + ' bytes, ' + (window.shownAt ? 'shown after ' + Math.round(window.shownAt) + ' ms' : 'nothing shown'); })()");
        System.out.printf("banner: %s: %s%n", what, figures);
    }
}

package org.incidentcomms.testkit.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.incidentcomms.testkit.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The machine's own Chromium ({@code CHROMIUM}, else where Debian puts it), driven by Playwright. One process serves all
 * tests, for to start one takes seconds; each test has windows of its own, which share nothing. Everything the browser
 * complains of, above all a breach of the content security policy, is kept, to be looked at in the end.
 */
public final class Chromium implements AutoCloseable {
    public static final int DESK = 1280;
    public static final int PHONE = 390;
    /** The narrowest window that WCAG 2.2 (1.4.10) asks for. */
    public static final int NARROWEST = 320;

    private static final String ENGLISH = "en-US";
    private static final Path PICTURES = Path.of("target", "browser");

    /** Its driver, and with it the browser, ends with this JVM. */
    private static @Nullable Browser browser;

    private final List<BrowserContext> windows = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    private Chromium() {}

    /** For one test. */
    public static Chromium start() {
        return new Chromium();
    }

    private static Browser browser() {
        Browser running = browser;
        if (running == null) {
            PlaywrightAssertions.setDefaultAssertionTimeout(Patience.LIMIT.toMillis());
            Path program = program();
            running = Playwright.create(
                            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(program)
                            .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
            browser = running;
        }
        return running;
    }

    private static Path program() {
        String named = System.getenv("CHROMIUM");
        if (named != null) {
            return Path.of(named);
        }
        List<Path> found = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .toList();
        Assumptions.assumeFalse(found.isEmpty(), "no Chromium on this machine: install it, or name it in CHROMIUM");
        return found.getFirst();
    }

    /** A tab of its own, with its own storage. */
    public Page open(String address, int width, ColorScheme scheme) {
        return open(address, width, scheme, ENGLISH, true);
    }

    /** A tab of somebody who reads this language, as {@code Accept-Language} says. */
    public Page openIn(String language, String address, int width) {
        return open(address, width, ColorScheme.LIGHT, language, true);
    }

    /** A tab in which pages run no script. */
    public Page openWithoutScript(String address, int width) {
        return openWithoutScriptIn(ENGLISH, address, width);
    }

    /** As both. */
    public Page openWithoutScriptIn(String language, String address, int width) {
        return open(address, width, ColorScheme.LIGHT, language, false);
    }

    private Page open(String address, int width, ColorScheme scheme, String language, boolean script) {
        BrowserContext context = browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, width == DESK ? 900 : 844)
                        .setColorScheme(scheme)
                        .setJavaScriptEnabled(script)
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setTimezoneId("Europe/Berlin")
                        .setLocale(language));
        windows.add(context);
        context.addInitScript("addEventListener('securitypolicyviolation',"
                + " (e) => console.error('csp refuses ' + e.violatedDirective + ' ' + e.blockedURI))");
        Page page = context.newPage();
        page.setDefaultTimeout(Patience.LIMIT.toMillis());
        page.onConsoleMessage(message -> {
            if (message.text().contains("csp refuses") || message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(error -> complaints.add(error));
        page.navigate(address);
        return page;
    }

    public Page open(String address) {
        return open(address, DESK, ColorScheme.LIGHT);
    }

    /** Chromium refused nothing, and no script of ours failed. */
    public void assertNoComplaints() {
        assertThat(complaints).isEmpty();
    }

    /** No rule of axe-core is broken, nothing is wider than the window; keeps a picture to look at. */
    public static void assertAccessible(Page page, String name) {
        assertAccessible(page, name, "");
    }

    /** @param options of axe-core, beginning with a comma */
    public static void assertAccessible(Page page, String name, String options) {
        assertFits(page, name);
        assertAxeFindsNothing(page, name, options);
    }

    /** As {@link #assertAccessible(Page, String)}, and again in dark colours. */
    public static void assertAccessibleInLightAndDark(Page page, String name) {
        assertAccessible(page, name);
        assertDarkAccessible(page, name + "-dark");
    }

    /** As the others, for a page that was light: what the dark colours can break are the contrasts. */
    public static void assertDarkAccessible(Page page, String name) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertAccessible(page, name, ", runOnly: ['color-contrast']");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    /** Nothing is wider than the window; keeps a picture to look at. */
    public static void assertFits(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
        Object overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth");
        assertThat(((Number) overflow).intValue())
                .as("%s scrolls sideways", name)
                .isLessThanOrEqualTo(0);
    }

    private static void assertAxeFindsNothing(Page page, String name, String options) {
        page.evaluate(axe());
        Object violations = page.evaluate(
                "axe.run(document, {resultTypes: ['violations']" + options + "}).then(found =>"
                        + " found.violations.map(v => v.id + ' ' + v.nodes.map(n => n.html + ' ' + n.failureSummary).join(' | ')))");
        assertThat((List<?>) violations).as("axe-core on %s", name).isEmpty();
    }

    /** Defines {@code axe}, once per document. */
    private static String axe() {
        try (var script = Chromium.class.getResourceAsStream("/axe.min.js")) {
            assertThat(script).as("axe.min.js").isNotNull();
            return "if (!window.axe) {" + new String(script.readAllBytes(), StandardCharsets.UTF_8) + "} null";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        windows.forEach(BrowserContext::close);
    }
}

package org.incidentcomms.blog.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.blog.site.SiteFiles.read;
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
import java.util.Optional;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.blog.site.page.Assets;
import org.incidentcomms.blog.site.page.Branding;
import org.incidentcomms.blog.site.page.Pages;
import org.incidentcomms.blog.site.page.SignUpForm;
import org.incidentcomms.blog.site.page.SiteLanguages;
import org.incidentcomms.blog.site.text.MarkdownRenderer;
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
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class ComponentBarsIT {
    @Inject
    Stories stories;

    @Inject
    Company company;

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
            quiet.add(ComponentEvents.changed(
                    id,
                    1,
                    name,
                    null,
                    number,
                    ComponentStatus.OPERATIONAL,
                    List.of(new ComponentState(ComponentStatus.OPERATIONAL, NOW.minus(Duration.ofDays(99))))));
            restless.add(ComponentEvents.changed(id, 1, name, null, number, now, states));
        }

        assertThat(size(
                        "plain",
                        quiet.stream().map(ComponentBarsIT::withoutHistory).toList()))
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
        model.apply(ComponentEvents.changed(
                "cmp_web",
                2,
                "Web application",
                "Product",
                1,
                ComponentStatus.OPERATIONAL,
                List.of(new ComponentState(ComponentStatus.OPERATIONAL, minute))));
        assertThat(firstBars(known.status(model, tomorrow))).isEqualTo("Dec 12, 2025 – Mar 9: not known");

        for (int number = 0; number < 20; number++) {
            model.apply(ComponentEvents.changed(
                    "cmp_" + number, 1, "C" + number, null, number, ComponentStatus.OPERATIONAL, restless(number)));
            assertThat(known.status(model, tomorrow))
                    .as("%d that never rest", number)
                    .isEqualTo(pages().status(model, tomorrow));
        }
        for (int number = 0; number < 20; number++) {
            PublishedEvent added = ComponentEvents.changed(
                    "cmp_" + number, 1, "C" + number, null, number, ComponentStatus.OPERATIONAL);
            model.apply(ComponentEvents.deleted(added, 2));
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
}

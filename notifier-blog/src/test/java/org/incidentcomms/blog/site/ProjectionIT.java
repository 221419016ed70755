package org.incidentcomms.blog.site;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.blog.site.Stories.NOW;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.incidentcomms.blog.site.files.SiteBuild;
import org.incidentcomms.blog.site.files.SiteDirectory;
import org.incidentcomms.blog.site.files.SitePath;
import org.incidentcomms.blog.site.page.Assets;
import org.incidentcomms.blog.site.page.Branding;
import org.incidentcomms.blog.site.page.Pages;
import org.incidentcomms.blog.site.page.SignUpForm;
import org.incidentcomms.blog.site.page.SiteLanguages;
import org.incidentcomms.blog.site.search.SearchIndex;
import org.incidentcomms.blog.site.text.MarkdownRenderer;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.kit.log.EventLog;
import org.incidentcomms.kit.log.KafkaSettings;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.Language;
import org.incidentcomms.testkit.fixtures.StatusEventsTopic;
import org.incidentcomms.testkit.kafka.EmbeddedKafka;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class ProjectionIT {
    private static final SitePath OLD = SitePath.page("incidents/old");
    private static final SitePath NEW = SitePath.page("incidents/new");

    @Inject
    Stories stories;

    @Inject
    Company company;

    private final PublishedEvent old =
            Told.incident("old", "Old", Impact.MINOR).step(NOW.minusSeconds(90), Status.RESOLVED, null, "Over.");
    private final Told told = Told.incident("new", "New", Impact.MINOR);

    @Test
    void whileTheLogIsReadAgainTheFilesFoundAreServed() {
        stories.told("restart", List.of(old, old));
        try (SiteDirectory directory = stories.directory("restart")) {
            SiteProjection projection = stories.projection(directory);
            projection.event(told.step(NOW, Status.INVESTIGATING, null, "x"), false);

            assertThat(directory.read(OLD)).isPresent();
            assertThat(directory.read(NEW)).isEmpty();

            projection.event(old, false);
            projection.caughtUp();

            assertThat(directory.read(OLD)).isPresent();
            assertThat(directory.read(NEW)).isPresent();
        }
    }

    @Test
    void anEmptyLogNeverReplacesTheHistoryFound() {
        stories.told("emptied", List.of(old, old));
        try (SiteDirectory directory = stories.directory("emptied")) {
            SiteProjection projection = stories.projection(directory);
            projection.caughtUp();
            projection.beat(true);

            assertThat(directory.read(OLD)).isPresent();
            assertThat(projection.keepsWhatWasFound()).isTrue();

            projection.event(old, true);
            projection.batchEnds();
            projection.beat(true);

            assertThat(directory.read(OLD)).isPresent();
            assertThat(projection.keepsWhatWasFound()).isFalse();
        }
    }

    /** As after a topic was recreated, or restored from an old copy. */
    @Test
    void aLogThatLacksPartOfTheHistoryDoesNotReplaceIt() {
        Told lost = Told.incident("lost", "Lost", Impact.MINOR);
        SitePath itsPage = SitePath.page("incidents/lost");
        stories.told(
                "shortened",
                List.of(
                        lost.step(NOW, Status.RESOLVED, null, "Over."),
                        told.step(NOW, Status.INVESTIGATING, null, "x")));
        try (SiteDirectory directory = stories.directory("shortened")) {
            SiteProjection projection = stories.projection(directory);
            PublishedEvent later = told.step(NOW, Status.RESOLVED, null, "Over.");
            projection.event(later, false);
            projection.caughtUp();
            projection.beat(true);

            assertThat(directory.read(itsPage)).isPresent();
            assertThat(text(directory, NEW)).doesNotContain("Over.");
            assertThat(projection.keepsWhatWasFound()).isTrue();

            projection.event(lost.withdraw(NOW), false);
            projection.batchEnds();
            projection.beat(true);

            assertThat(projection.keepsWhatWasFound()).isFalse();
            assertThat(directory.read(itsPage))
                    .as("withdrawn, which is no loss")
                    .isEmpty();
            assertThat(text(directory, NEW)).contains("Over.");
        }
    }

    /** Every file is searched, so a new kind of page or feed is covered too. */
    @Test
    void nothingOnTheSiteTellsOfAnIncidentThatIsNotPublic() throws IOException {
        Told secret = Told.incident("secret", "Zanzibar", Impact.CRITICAL).limitedTo("group-zeta");
        PublishedEvent opened =
                secret.step(NOW.minusSeconds(60), Status.INVESTIGATING, "Zanzibar again", "Zanzibar is slow.");
        PublishedEvent shown = secret.isPublic(true, NOW.minusSeconds(50));
        PublishedEvent hidden = secret.isPublic(false, NOW.minusSeconds(40));
        PublishedEvent resolved =
                secret.step(NOW.minusSeconds(30), Status.RESOLVED, "Zanzibar over", "Zanzibar is fine.");

        Path without = stories.told("without", List.of(old, old));
        assertThat(filesTelling("Zanzibar", stories.told("public", List.of(old, opened, shown))))
                .contains("incidents/secret.html", "index.html", "feed.atom", "history.html", "unavailable.html");
        for (List<PublishedEvent> log : List.of(
                List.of(old, opened), List.of(old, opened, shown, hidden), List.of(opened, old, hidden, resolved))) {
            Path site = stories.told("hidden" + log.size() + log.getLast().id(), log);
            assertThat(filesTelling("(?i)zanzibar|secret|group-zeta", site)).isEmpty();
            assertThat(files(site)).containsExactlyElementsOf(files(without));
            assertThat(Files.readString(site.resolve("feed.atom")))
                    .as("not even that something changed")
                    .isEqualTo(Files.readString(without.resolve("feed.atom")));
        }
    }

    /** With a hundred incidents the oldest are in a part of the search index that is gone with one of them. */
    @Test
    void whatIsTakenBackLeavesTheSearchIndexWithItsPart() throws IOException {
        Told secret = Told.incident("secret", "Zanzibar", Impact.CRITICAL).limitedTo("group-zeta");
        try (SiteDirectory directory = stories.fresh("shrunk")) {
            SiteProjection projection = stories.projection(directory);
            projection.event(secret.step(NOW.minusSeconds(9_000), Status.RESOLVED, null, "Zanzibar."), false);
            projection.event(secret.isPublic(true, NOW.minusSeconds(8_000)), false);
            for (int number = 1; number < 100; number++) {
                projection.event(
                        Told.incident("other_" + number, "Other", Impact.MINOR)
                                .step(NOW.minusSeconds(number), Status.RESOLVED, null, "Over."),
                        false);
            }
            projection.caughtUp();
            Stories.finish(projection);
            Path site = Path.of("target/stories/shrunk/current");
            assertThat(filesTelling("Zanzibar", site)).contains("search/1.json");

            projection.event(secret.isPublic(false, NOW), true);
            projection.batchEnds();
            Stories.finish(projection);

            assertThat(filesTelling("Zanzibar", site)).isEmpty();
        }
    }

    @Test
    void theOnlyIncidentIsHiddenAlsoAtTheNextStart() {
        Told only = Told.incident("new", "New", Impact.MINOR).limitedTo("group-zeta");
        PublishedEvent opened = only.step(NOW, Status.INVESTIGATING, null, "x");
        PublishedEvent shown = only.isPublic(true, NOW);
        stories.told("only", List.of(opened, shown));
        try (SiteDirectory directory = stories.directory("only")) {
            SiteProjection projection = stories.projection(directory);
            projection.event(only.isPublic(false, NOW), false);
            projection.caughtUp();

            assertThat(projection.keepsWhatWasFound()).isFalse();
            assertThat(directory.read(NEW)).isEmpty();
        }
    }

    private static List<String> filesTelling(String words, Path site) throws IOException {
        Pattern pattern = Pattern.compile(words);
        List<String> telling = new ArrayList<>();
        for (String file : files(site)) {
            if (pattern.matcher(file).find()
                    || pattern.matcher(Files.readString(site.resolve(file), ISO_8859_1))
                            .find()) {
                telling.add(file);
            }
        }
        return telling;
    }

    private static List<String> files(Path site) throws IOException {
        try (Stream<Path> files = Files.walk(site.toRealPath())) {
            Path root = site.toRealPath();
            return files.filter(Stories::isPlain)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theSiteIsCaughtUpOnALogThatEndsInAnAbortedTransaction() {
        EmbeddedKafka kafka = SharedServers.kafka(1);
        try (StatusEventsTopic topic = StatusEventsTopic.fresh(kafka);
                SiteDirectory directory = stories.fresh("aborted")) {
            topic.publishCommitted(old);
            topic.publishAborted(told.step(NOW, Status.INVESTIGATING, null, "Never told."));
            SiteProjection projection = stories.projection(directory);
            try (EventLog log = new EventLog(
                    new KafkaSettings(kafka.bootstrapServers(), "site-test"), new EventCodec(), projection)) {
                log.start();
                await().until(log::isCaughtUp);
            }

            assertThat(directory.read(OLD)).isPresent();
            assertThat(directory.read(NEW)).isEmpty();
        }
    }

    @Test
    void anIncidentThatCannotBeShownKeepsItsPageAndStopsNoOther() {
        try (SiteDirectory directory = stories.fresh("unshowable")) {
            SiteProjection projection = stories.projection(directory, this::picky);
            projection.caughtUp();
            Told broken = Told.incident("old", "Old", Impact.MINOR);

            projection.event(broken.step(NOW, Status.INVESTIGATING, null, "Still readable."), false);
            projection.event(broken.step(NOW, Status.RESOLVED, null, "No."), false);
            projection.event(told.step(NOW, Status.INVESTIGATING, null, "x"), false);
            projection.batchEnds();

            assertThat(text(directory, OLD)).contains("Still readable.").doesNotContain("No.");
            assertThat(directory.read(NEW)).isPresent();
            assertThat(text(directory, SitePath.page("index"))).contains("Still readable.");
        }
    }

    private SiteWriter picky(SiteBuild build) {
        Assets assets = Assets.load(Branding.NONE);
        MarkdownRenderer prose = new MarkdownRenderer();
        List<Pages> pages = Pages.of(
                company,
                SiteLanguages.of(Language.ENGLISH, List.of("de")),
                assets,
                SignUpForm.NONE,
                Branding.NONE,
                prose);
        return new Picky(build, assets, pages, new SearchIndex(prose, List.of()));
    }

    /** Fails to render a resolved incident. */
    private static final class Picky extends SiteWriter {
        Picky(SiteBuild build, Assets assets, List<Pages> pages, SearchIndex search) {
            super(
                    build,
                    assets,
                    pages.stream().map(each -> new Edition(each, List.of())).toList(),
                    search);
        }

        @Override
        void writeIncident(String id, @Nullable Incident incident) {
            if (incident != null && incident.status() == Status.RESOLVED) {
                throw new IllegalStateException("cannot be shown");
            }
            super.writeIncident(id, incident);
        }
    }

    private static String text(SiteDirectory directory, SitePath path) {
        return new String(directory.read(path).orElseThrow().content(), UTF_8);
    }
}

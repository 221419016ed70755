package org.incidentcomms.blog.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.incidentcomms.blog.site.Stories.NOW;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.incidentcomms.blog.site.feed.Feeds;
import org.incidentcomms.blog.site.files.SiteBuild;
import org.incidentcomms.blog.site.files.SiteDirectory;
import org.incidentcomms.blog.site.files.SitePath;
import org.incidentcomms.blog.site.page.Assets;
import org.incidentcomms.blog.site.page.Pages;
import org.incidentcomms.blog.site.text.MarkdownRenderer;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.kit.log.EventLog;
import org.incidentcomms.kit.log.KafkaSettings;
import org.incidentcomms.kit.wording.Company;
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

    @Test
    void theSiteIsCaughtUpOnALogThatEndsInAnAbortedTransaction() {
        EmbeddedKafka kafka = SharedServers.kafka(1);
        try (StatusEventsTopic topic = StatusEventsTopic.fresh(kafka);
                SiteDirectory directory = stories.directory("aborted")) {
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
        try (SiteDirectory directory = stories.directory("unshowable")) {
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

    @Test
    void whatTheDiskDidNotTakeIsWrittenWithTheNextBeat() throws IOException {
        try (SiteDirectory directory = stories.directory("full")) {
            SiteProjection projection = stories.projection(directory);
            projection.caughtUp();
            Path obstacle = Path.of("target/stories/full/current/incidents");
            Files.writeString(obstacle, "not a directory");

            projection.event(told.step(NOW, Status.INVESTIGATING, null, "x"), false);
            assertThatThrownBy(projection::batchEnds).isInstanceOf(UncheckedIOException.class);
            assertThat(directory.read(NEW)).isEmpty();

            Files.delete(obstacle);
            projection.beat(true);

            assertThat(directory.read(NEW)).isPresent();
            assertThat(text(directory, SitePath.page("index"))).contains("/incidents/new");
        }
    }

    private SiteWriter picky(SiteBuild build) {
        Assets assets = Assets.load();
        MarkdownRenderer prose = new MarkdownRenderer();
        return new Picky(build, assets, new Pages(company, assets, prose), new Feeds(company, prose));
    }

    /** Fails to render a resolved incident. */
    private static final class Picky extends SiteWriter {
        Picky(SiteBuild build, Assets assets, Pages pages, Feeds feeds) {
            super(build, assets, pages, feeds);
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

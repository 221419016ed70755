package org.incidentcomms.blog.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.incidentcomms.blog.site.Stories.NOW;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.incidentcomms.blog.site.files.SiteDirectory;
import org.incidentcomms.blog.site.files.SitePath;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Status;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** What could not be written is not lost. */
@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class DiskFaultsIT {
    private static final SitePath NEW = SitePath.page("incidents/new");
    private static final SitePath COMPONENTS = new SitePath("api/v2/components.json");

    @Inject
    Stories stories;

    @Test
    void whatTheDiskDidNotTakeIsWrittenWithTheNextBeat() throws IOException {
        try (SiteDirectory directory = stories.fresh("full")) {
            SiteProjection projection = stories.projection(directory);
            projection.caughtUp();
            Path obstacle = Path.of("target/stories/full/current/incidents");
            Files.writeString(obstacle, "not a directory");

            projection.event(
                    Told.incident("new", "New", Impact.MINOR).step(NOW, Status.INVESTIGATING, null, "x"), false);
            assertThatThrownBy(projection::batchEnds).isInstanceOf(UncheckedIOException.class);
            assertThat(directory.read(NEW)).isEmpty();

            Files.delete(obstacle);
            projection.beat(true);

            assertThat(directory.read(NEW)).isPresent();
            assertThat(text(directory, SitePath.page("index"))).contains("/incidents/new");
        }
    }

    @Test
    void aChangedComponentThatTheDiskDidNotTakeIsWrittenWithTheNextBeat() throws IOException {
        try (SiteDirectory directory = stories.fresh("full-components")) {
            SiteProjection projection = stories.projection(directory);
            projection.event(ComponentEvents.changed("web", 1, "Web", null, 1, ComponentStatus.OPERATIONAL), false);
            projection.caughtUp();
            Path file = Path.of("target/stories/full-components/current").resolve(COMPONENTS.value());
            Path obstacle = file.resolve("in-the-way");
            Files.delete(file);
            Files.createDirectories(obstacle);

            projection.event(ComponentEvents.changed("web", 2, "Web", null, 1, ComponentStatus.MAJOR_OUTAGE), false);
            assertThatThrownBy(projection::batchEnds).isInstanceOf(UncheckedIOException.class);

            Files.delete(obstacle);
            Files.delete(file);
            projection.beat(true);

            assertThat(text(directory, COMPONENTS)).contains("major_outage");
        }
    }

    private static String text(SiteDirectory directory, SitePath path) {
        return new String(directory.read(path).orElseThrow().content(), UTF_8);
    }
}

package org.incidentcomms.blog.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.blog.site.Stories.NOW;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.incidentcomms.blog.site.files.SiteDirectory;
import org.incidentcomms.blog.site.files.SitePath;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** A log that has lost events, as after a topic was restored from an old copy. */
@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class LostEventsIT {
    @Inject
    Stories stories;

    private final PublishedEvent api = ComponentEvents.changed("api", 1, "API", null, 1, ComponentStatus.OPERATIONAL);
    private final PublishedEvent web = ComponentEvents.changed("web", 1, "Web", null, 2, ComponentStatus.MAJOR_OUTAGE);
    private final PublishedEvent over =
            Told.incident("over", "Over", Impact.MINOR).step(NOW, Status.RESOLVED, null, "Over.");

    /** The page would be green while the component that is down is missing from it. */
    @Test
    void aLogThatLacksAComponentDoesNotReplaceThePageThatShowsIt() {
        stories.told("component-lost", List.of(over, api, web));
        try (SiteDirectory directory = stories.directory("component-lost")) {
            SiteProjection projection = stories.projection(directory);
            projection.event(over, false);
            projection.event(api, false);
            projection.caughtUp();

            assertThat(projection.keepsWhatWasFound()).isTrue();
            assertThat(statusPage(directory)).contains("Web", "Major outage");

            projection.event(ComponentEvents.deleted(web, 2), false);
            projection.batchEnds();
            projection.beat(true);

            assertThat(projection.keepsWhatWasFound())
                    .as("deleted, which is no loss")
                    .isFalse();
            assertThat(statusPage(directory)).contains("API").doesNotContain("Major outage");
        }
    }

    @Test
    void aComponentThatWasDeletedIsNotMissed() {
        try (SiteDirectory directory = stories.fresh("component-deleted")) {
            SiteProjection projection = stories.projection(directory);
            projection.event(over, false);
            projection.event(api, false);
            projection.caughtUp();
            for (PublishedEvent shownThenDeleted : List.of(web, ComponentEvents.deleted(web, 2))) {
                projection.event(shownThenDeleted, false);
                projection.batchEnds();
            }
        }
        try (SiteDirectory directory = stories.directory("component-deleted")) {
            SiteProjection projection = stories.projection(directory);
            projection.event(over, false);
            projection.event(api, false);
            projection.caughtUp();

            assertThat(projection.keepsWhatWasFound()).isFalse();
        }
    }

    private static String statusPage(SiteDirectory directory) {
        return new String(directory.read(SitePath.page("index")).orElseThrow().content(), UTF_8);
    }
}

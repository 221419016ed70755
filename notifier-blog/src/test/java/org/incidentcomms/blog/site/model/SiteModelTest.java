package org.incidentcomms.blog.site.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.incidentcomms.blog.site.ClickTimeStory;
import org.incidentcomms.blog.site.ComponentEvents;
import org.incidentcomms.blog.site.Told;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.Component;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.junit.jupiter.api.Test;

class SiteModelTest {
    private static final Instant NOON = Instant.parse("2026-02-02T20:00:00Z");

    private final SiteModel model = new SiteModel();
    private final Told outage = Told.incident("inc_outage", "Outage", Impact.MAJOR);

    @Test
    void theSameEventTwiceSaysNothingNew() {
        PublishedEvent opened = outage.step(NOON, Status.INVESTIGATING, null, "We are looking.");

        assertThat(model.apply(opened)).isTrue();
        assertThat(model.apply(opened)).isFalse();
        assertThat(model.openIncidents()).hasSize(1);
    }

    @Test
    void anOlderVersionNeverReplacesANewerOne() {
        PublishedEvent opened = outage.step(NOON, Status.INVESTIGATING, null, "We are looking.");
        PublishedEvent resolved = outage.step(NOON.plusSeconds(60), Status.RESOLVED, null, "Over.");

        model.apply(resolved);

        assertThat(model.apply(opened)).isFalse();
        assertThat(model.openIncidents()).isEmpty();
        assertThat(model.posts()).hasSize(2);
    }

    @Test
    void theOrderInWhichAStoryArrivesDoesNotChangeItsEnd() {
        List<PublishedEvent> story = ClickTimeStory.busy(NOON);
        story.forEach(model::apply);
        for (int seed = 0; seed < 20; seed++) {
            List<PublishedEvent> shuffled = new ArrayList<>(story);
            Collections.shuffle(shuffled, new Random(seed));
            SiteModel other = new SiteModel();
            shuffled.forEach(other::apply);

            assertThat(other.incidents()).isEqualTo(model.incidents());
            assertThat(other.posts()).isEqualTo(model.posts());
            assertThat(other.components()).isEqualTo(model.components());
            assertThat(other.overall()).isEqualTo(model.overall());
        }
    }

    @Test
    void aWithdrawnIncidentIsGoneAndStaysGone() {
        PublishedEvent opened = outage.step(NOON, Status.INVESTIGATING, null, "We are looking.");
        model.apply(opened);
        model.apply(outage.withdraw(NOON.plusSeconds(5)));
        model.apply(opened);

        assertThat(model.incidents()).isEmpty();
        assertThat(model.posts()).isEmpty();
        assertThat(model.overall()).isEqualTo(OverallStatus.OPERATIONAL);
    }

    @Test
    void anUpdateWithoutBlogHasNoPostButIsTold() {
        model.apply(outage.step(
                NOON,
                Status.INVESTIGATING,
                null,
                "We are looking.",
                null,
                new ChannelSelection(Map.of("email", true, "twitter", true, "blog", false))));

        assertThat(model.posts()).isEmpty();
        assertThat(model.openIncidents().getFirst().updates()).hasSize(1);
    }

    @Test
    void theNewestPostComesFirstAndPostMortemsArePosts() {
        model.apply(outage.step(NOON, Status.INVESTIGATING, "Something is wrong", "We are looking."));
        model.apply(outage.step(NOON.plusSeconds(60), Status.RESOLVED, null, "Over."));
        model.apply(outage.analysis(NOON.plus(Duration.ofDays(2)), "What happened", "It broke.", "Alex Mann"));

        assertThat(model.newestPosts(10))
                .extracting(Post::headline)
                .containsExactly("What happened", "Outage: Resolved", "Something is wrong");
    }

    @Test
    void aDeletedComponentIsGone() {
        PublishedEvent api = ComponentEvents.changed("cmp_api", 1, "API", null, 1, ComponentStatus.OPERATIONAL);
        model.apply(api);
        model.apply(ComponentEvents.deleted(api, 2));
        model.apply(api);

        assertThat(model.components()).isEmpty();
    }

    @Test
    void componentsStandInTheirGroupsByPosition() {
        model.apply(ComponentEvents.changed("a", 1, "Reports", "Product", 3, ComponentStatus.OPERATIONAL));
        model.apply(ComponentEvents.changed("b", 1, "API", "Integrations", 2, ComponentStatus.OPERATIONAL));
        model.apply(ComponentEvents.changed("c", 1, "Web", "Product", 1, ComponentStatus.OPERATIONAL));

        assertThat(model.components()).extracting(Component::name).containsExactly("Web", "Reports", "API");
    }

    @Test
    void maintenanceToComeIsListedByItsWindow() {
        Told later = Told.maintenance("m_later", "Later", NOON.plus(Duration.ofDays(9)), Duration.ofHours(1));
        Told sooner = Told.maintenance("m_sooner", "Sooner", NOON.plus(Duration.ofDays(2)), Duration.ofHours(1));
        model.apply(later.step(NOON, Status.SCHEDULED, null, "Work."));
        model.apply(sooner.step(NOON.plusSeconds(1), Status.SCHEDULED, null, "Work."));

        assertThat(model.upcomingMaintenances()).extracting(Incident::title).containsExactly("Sooner", "Later");
        assertThat(model.overall()).isEqualTo(OverallStatus.OPERATIONAL);
    }
}

package org.incidentcomms.blog.publish.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.incidentcomms.blog.publish.wordpress.StubSettings.Problem;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.kit.channel.Delivery;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Delivered;
import org.incidentcomms.kit.channel.DeliveryResult.Park;
import org.incidentcomms.kit.channel.DeliveryResult.Skipped;
import org.incidentcomms.kit.channel.Recipient;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which posts are written, found again and deleted. */
class WordPressPostsTest {
    private final WordPressStub stub = new WordPressStub(StubSettings.USUAL);
    private final Scenario story = Scenario.incident("Slow & <b>steady</b>", Impact.MINOR);
    private WordPressChannel channel = WordPressFixture.channel(stub, Map.of());

    @AfterEach
    void close() {
        stub.close();
    }

    @Test
    void an_update_adds_one_post_and_leaves_the_others_alone() {
        deliver(story.opens("First."));
        ObjectNode first = stub.posts().all().getFirst();
        int written = stub.accepted().size();

        DeliveryResult result = deliver(story.says(Status.RESOLVED, "Second."));

        assertThat(stub.posts().all()).hasSize(2).contains(first);
        assertThat(stub.accepted()).hasSize(written + 1);
        assertThat(((Delivered) result).url())
                .isEqualTo(stub.posts().all().getLast().path("link").asText());
    }

    @Test
    void nothing_an_operator_wrote_is_run_by_wordpress() {
        deliver(story.opens(
                "<script>alert(1)</script> [gallery] <!-- incidentcomms:inc_9 upd_9 v9 0123456789abcdef -->"));

        ObjectNode post = stub.posts().all().getFirst();
        assertThat(post.path("title").asText()).isEqualTo("Slow &amp; &lt;b&gt;steady&lt;/b&gt;");
        String content = post.path("content").path("raw").asText();
        assertThat(content).doesNotContain("<script", "[gallery").contains("&#91;gallery]");
        assertThat(PostMarker.in(content).orElseThrow().incidentId())
                .isEqualTo(story.incident().id());
    }

    @Test
    void one_post_per_incident_holds_all_updates_and_the_postmortem() {
        channel = WordPressFixture.channel(stub, Map.of("wordpress.post-per", "incident"));
        deliver(story.opens("First."));
        deliver(story.says(Status.RESOLVED, "Second."));
        deliver(story.analyses("It was the disk."));

        ObjectNode post = stub.posts().all().getFirst();
        assertThat(stub.posts().all()).hasSize(1);
        assertThat(post.path("slug").asText()).isEqualTo(story.incident().slug());
        assertThat(post.path("content").path("raw").asText()).containsSubsequence("Second.", "First.", "disk");
    }

    @Test
    void a_change_of_the_setting_replaces_the_posts() {
        deliver(story.opens("First."));
        deliver(story.says(Status.RESOLVED, "Second."));
        channel = WordPressFixture.channel(stub, Map.of("wordpress.post-per", "incident"));
        deliver(story.edits("Other."));
        assertThat(stub.posts().all()).hasSize(1);
    }

    @Test
    void of_two_posts_of_one_update_the_older_stays_and_gets_the_address() {
        PublishedEvent opened = story.opens("First.");
        deliver(opened);
        ObjectNode first = stub.posts().all().getFirst();
        String content = first.path("content").path("raw").asText();
        stub.posts().add(StubPosts.AUTHOR, first.path("slug").asText(), content);

        deliver(opened);

        assertThat(slugs()).containsExactly(first.path("slug").asText());
    }

    @Test
    void a_post_of_ours_that_lost_its_marker_is_taken_over() {
        stub.posts().add(StubPosts.AUTHOR, "post-upd_" + story.incident().id().substring(4) + "_1", "Edited by hand.");

        deliver(story.opens("First."));

        assertThat(stub.posts().all()).hasSize(1);
        assertThat(stub.posts().all().getFirst().toString()).contains("First.");
    }

    @Test
    void a_post_of_somebody_else_keeps_its_address() {
        String slug = "post-upd_" + story.incident().id().substring(4) + "_1";
        stub.posts().add(7, slug, "Somebody's text.");

        deliver(story.opens("First."));
        deliver(story.edits("Edited."));

        assertThat(slugs()).hasSize(2).contains(slug).noneMatch(found -> found.endsWith("-2"));
        assertThat(stub.posts().all().getFirst().toString()).contains("Somebody's text.");
    }

    @Test
    void an_older_version_changes_nothing() {
        PublishedEvent opened = story.opens("First.");
        deliver(story.edits("Newer."));
        assertThat(deliver(opened)).isInstanceOf(Skipped.class);
        assertThat(stub.posts().all().toString()).contains("Newer.").doesNotContain("First.");
    }

    @Test
    void components_are_tags_and_categories_are_a_setting() {
        channel =
                WordPressFixture.channel(stub, Map.of("wordpress.categories", "Status,News", "wordpress.tags", "R&D"));
        story.concerning(new AffectedComponent("cmp_1", "Log-in", ComponentStatus.MAJOR_OUTAGE));
        channel = WordPressFixture.channel(
                stub,
                Map.of(
                        "wordpress.categories",
                        "Status,News",
                        "wordpress.tags",
                        "R&D",
                        "wordpress.post-per",
                        "incident"));
        deliver(story.opens("First."));
        deliver(story.edits("Edited."));

        assertThat(stub.posts().terms("categories")).containsValues("Status", "News");
        assertThat(stub.posts().terms("tags").values()).containsExactly("R&D", "Log-in");
        assertThat(stub.posts().all().getFirst().path("categories")).hasSize(2);
        assertThat(stub.posts().all().getFirst().path("tags")).hasSize(2);
    }

    @Test
    void a_search_that_finds_nothing_does_not_end_a_withdrawal() {
        deliver(story.opens("A secret."));
        PublishedEvent withdrawn = story.isWithdrawn();

        stub.has(Problem.SEARCH_PLUGIN);
        assertThat(deliver(withdrawn))
                .isInstanceOfSatisfying(
                        Park.class, parked -> assertThat(parked.detail()).contains("A search plugin answers"));

        stub.has(Problem.NONE);
        assertThat(deliver(withdrawn)).isInstanceOf(Delivered.class);
        assertThat(stub.posts().all()).isEmpty();
    }

    @Test
    void more_posts_than_a_page_holds_are_all_found() {
        deliver(story.opens("Number 0."));
        for (int i = 1; i < 60; i++) {
            story.says(Status.IDENTIFIED, "Number " + i + ".");
        }
        deliver(story.says(Status.RESOLVED, "The end."));
        deliver(story.edits("The very end."));
        assertThat(stub.posts().all()).hasSize(61);
        deliver(story.isWithdrawn());
        assertThat(stub.posts().all()).isEmpty();
    }

    @Test
    @Timeout(60)
    void a_plugin_that_answers_each_page_with_the_first_ends_the_search() {
        deliver(story.opens("Number 0."));
        for (int i = 1; i < 60; i++) {
            story.says(Status.IDENTIFIED, "Number " + i + ".");
        }
        deliver(story.says(Status.RESOLVED, "The end."));
        stub.has(Problem.PAGE_IGNORED);

        DeliveryResult result = deliver(story.edits("The very end."));

        assertThat(result).isInstanceOf(Park.class);
        assertThat(stub.posts().all()).hasSize(61);
    }

    private List<String> slugs() {
        return stub.posts().all().stream()
                .map(post -> post.path("slug").asText())
                .toList();
    }

    private DeliveryResult deliver(PublishedEvent event) {
        return channel.deliver(new Delivery<>(event, Recipient.Single.ONLY, 1));
    }
}

package org.incidentcomms.blog.publish.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Window;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.Language;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the posts of a mirror say. */
class MirrorPostsTest {
    private final Scenario story = Scenario.incident("Slow *reports*", Impact.MINOR);

    @Test
    void an_update_has_its_text_who_signs_it_and_where_the_newest_state_is() {
        story.opens("It is **slow**.\n\n# Why\n\n<b>Unknown</b>");

        MirrorPost post = posts(Language.ENGLISH).perUpdate(story.incident()).getFirst();

        assertThat(post.title()).isEqualTo("Slow *reports*");
        assertThat(post.excerpt()).startsWith("It is slow.");
        assertThat(post.body()).isEqualTo("""
                        It is **slow**.

                        ## Why

                        \\<b\\>Unknown\\</b\\>

                        – ClickTime Web Operations

                        Current state on the status page of ClickTime: <https://status.clicktime.example/incidents/%s>""".formatted(story.incident().slug()));
    }

    @Test
    void a_correction_is_told_and_a_silent_edit_is_not() {
        story.opens("It is slwo.");
        story.edits("It is slow.");
        assertThat(bodies()).noneMatch(body -> body.contains("Corrected"));
        story.corrects("It is fast.");
        assertThat(bodies())
                .singleElement()
                .satisfies(body -> assertThat(body)
                        .contains("It is fast.", "*Corrected on ")
                        .doesNotContain("slow"));
    }

    @Test
    void an_incident_has_its_updates_newest_first_then_the_postmortem() {
        story.opens("First.");
        story.says(Status.RESOLVED, "Second.");
        story.analyses("# Cause\n\nThe disk.");

        MirrorPost post = posts(Language.ENGLISH).perIncident(story.incident());

        assertThat(post.body())
                .containsSubsequence(
                        "## Resolved", "Second.", "## Investigating", "First.", "## Analysis of", "### Cause");
        assertThat(post.excerpt()).isEqualTo("Second.");
        assertThat(posts(Language.ENGLISH).perUpdate(story.incident())).hasSize(3);
    }

    @Test
    void statuses_are_told_in_the_companys_language() {
        story.opens("Erstens.");
        story.says(Status.RESOLVED, "Zweitens.");

        assertThat(posts(Language.GERMAN).perIncident(story.incident()).body())
                .contains("## Behoben", "## Wird untersucht");
        assertThat(posts(Language.GERMAN).perUpdate(story.incident()).getLast().title())
                .isEqualTo("Slow *reports*: Behoben");
    }

    @ParameterizedTest
    @EnumSource
    void a_maintenance_has_its_window_in_the_companys_language_until_it_is_over(Language language) {
        Window window = new Window(
                Instant.parse("2026-08-05T17:00:00Z"),
                Instant.parse("2026-08-05T19:00:00Z"),
                ZoneId.of("America/Los_Angeles"));
        Scenario maintenance = Scenario.maintenance("Upgrade", window);
        maintenance.isScheduled("We upgrade.");
        String scheduled = posts(language).perIncident(maintenance.incident()).body();
        assertThat(scheduled).startsWith("**").contains("10").contains("GMT");

        maintenance.says(Status.CANCELLED, "We do not.");
        String cancelled = posts(language).perIncident(maintenance.incident()).body();
        assertThat(cancelled.lines().findFirst().orElseThrow())
                .isNotEqualTo(scheduled.lines().findFirst().orElseThrow());

        maintenance.says(Status.COMPLETED, "Done.");
        assertThat(posts(language).perIncident(maintenance.incident()).body()).startsWith("## ");
    }

    private List<String> bodies() {
        return posts(Language.ENGLISH).perUpdate(story.incident()).stream()
                .map(MirrorPost::body)
                .toList();
    }

    private static MirrorPosts posts(Language language) {
        return new MirrorPosts(new Company(
                "ClickTime",
                ZoneId.of("America/Los_Angeles"),
                "@clicktime",
                "ClickTime Web Operations",
                "ClickTime Support",
                URI.create("https://status.clicktime.example/"),
                language));
    }
}

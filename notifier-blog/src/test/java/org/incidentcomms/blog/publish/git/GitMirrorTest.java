package org.incidentcomms.blog.publish.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FileUtils;
import org.eclipse.jgit.util.SystemReader;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.kit.channel.Delivery;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Delivered;
import org.incidentcomms.kit.channel.DeliveryResult.Park;
import org.incidentcomms.kit.channel.DeliveryResult.Retry;
import org.incidentcomms.kit.channel.DeliveryResult.Skipped;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.Recipient;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is committed, and what becomes of a push that is refused. */
class GitMirrorTest {
    private final GitHttpServer server = new GitHttpServer();
    private final GitChannel channel = GitFixture.channel(server);
    private final Scenario story = Scenario.incident("Slow: \"reports\"", Impact.MINOR);

    @AfterEach
    void close() throws IOException {
        channel.close();
        server.close();
    }

    @Test
    void each_change_is_one_commit_on_top_of_what_is_there() {
        server.bare().commit("README.md", "A site.");
        deliver(channel, story.opens("It is slow."));
        deliver(channel, story.says(Status.RESOLVED, "It is over."));
        deliver(channel, story.isWithdrawn());

        String id = story.incident().id();
        assertThat(server.bare().commits().stream().map(commit -> commit.getShortMessage()))
                .containsExactly(
                        "Somebody's README.md",
                        "Investigating: Slow: \"reports\"",
                        "Resolved: Slow: \"reports\"",
                        "Remove " + id);
        assertThat(server.bare().files()).containsOnlyKeys("README.md");
    }

    @Test
    void the_first_commit_makes_the_branch() {
        deliver(channel, story.opens("It is slow."));
        assertThat(server.bare().commits()).hasSize(1);
    }

    @Test
    void the_same_again_is_no_commit() {
        PublishedEvent opened = story.opens("It is slow.");
        deliver(channel, opened);
        assertThat(deliver(channel, opened)).isInstanceOf(Delivered.class);
        assertThat(server.bare().commits()).hasSize(1);
    }

    @Test
    void an_older_version_changes_nothing() {
        PublishedEvent opened = story.opens("First.");
        deliver(channel, story.edits("Newer."));
        assertThat(deliver(channel, opened)).isInstanceOf(Skipped.class);
        assertThat(server.copies().toString()).contains("Newer.").doesNotContain("First.");
    }

    @Test
    void a_push_that_somebody_overtook_is_made_again_on_theirs() {
        server.bare().commit("README.md", "A site.");
        AtomicInteger pushes = new AtomicInteger();
        server.beforePush(() -> {
            if (pushes.incrementAndGet() <= 3) {
                server.bare().commit("theirs-" + pushes + ".md", "Theirs.");
            }
        });

        assertThat(deliver(channel, story.opens("It is slow."))).isInstanceOf(Delivered.class);

        assertThat(server.bare().files()).hasSize(5).containsKeys("README.md", "theirs-3.md");
        assertThat(server.bare().commits()).hasSize(5);
    }

    @Test
    void what_is_withdrawn_is_removed_though_somebody_pushes_while_the_branch_is_fetched() {
        deliver(channel, story.opens("It is slow."));
        server.bare().commit("README.md", "A site.");
        AtomicBoolean pushed = new AtomicBoolean();
        server.afterAdvertisement(() -> {
            if (pushed.compareAndSet(false, true)) {
                server.bare().commit("theirs.md", "Theirs.");
            }
        });

        assertThat(deliver(channel, story.isWithdrawn())).isInstanceOf(Delivered.class);

        assertThat(server.bare().files()).containsOnlyKeys("README.md", "theirs.md");
    }

    @Test
    void a_branch_that_never_rests_is_tried_again_later() {
        AtomicInteger pushes = new AtomicInteger();
        server.beforePush(() -> server.bare().commit("theirs-" + pushes.incrementAndGet() + ".md", "Theirs."));
        assertThat(deliver(channel, story.opens("It is slow.")))
                .isInstanceOfSatisfying(
                        Retry.class, retry -> assertThat(retry.reason()).isEqualTo(FailureReason.TEMPORARY));
    }

    @Test
    void a_file_that_somebody_moved_is_found_and_a_foreign_one_is_kept() {
        PublishedEvent opened = story.opens("It is slow.");
        deliver(channel, opened);
        Map.Entry<String, String> file =
                server.bare().files().entrySet().iterator().next();
        server.reset();
        server.bare().commit("content/incidents/moved.md", file.getValue());
        server.bare().commit(file.getKey(), "Somebody's file.");

        deliver(channel, story.says(Status.RESOLVED, "It is over."));

        assertThat(server.bare().files()).hasSize(2).containsEntry(file.getKey(), "Somebody's file.");
        assertThat(server.bare().files().get("content/incidents/moved.md")).contains("It is over.");
    }

    @Test
    void a_clone_that_vanished_is_made_again() throws IOException {
        deliver(channel, story.opens("It is slow."));
        try (Stream<Path> clones = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            for (Path clone : clones.filter(
                            path -> path.getFileName().toString().startsWith("incidentcomms-git-"))
                    .toList()) {
                FileUtils.delete(clone.toFile(), FileUtils.RECURSIVE);
            }
        }
        assertThat(deliver(channel, story.says(Status.RESOLVED, "It is over."))).isInstanceOf(Delivered.class);
        assertThat(server.copies().toString()).contains("It is over.");
    }

    @Test
    void what_is_wrong_is_told() throws IOException {
        Map<String, String> wrong = GitFixture.settings(server.url());
        wrong.put("git.password", "wrong");
        assertParks(wrong, FailureReason.CREDENTIALS, "refuses the login");
        assertParks(
                GitFixture.settings(server.url().replace("site", "other")), FailureReason.INVALID, "no repository at");
        server.makeReadOnly();
        assertParks(GitFixture.settings(server.url()), FailureReason.CREDENTIALS, "may not push");
    }

    @Test
    void a_hook_that_declines_is_told_with_its_reason() {
        server.refuseNext(1);
        assertThat(deliver(channel, story.opens("It is slow.")))
                .isInstanceOfSatisfying(
                        Retry.class, retry -> assertThat(retry.detail()).contains("pre-receive hook declined"));
    }

    @Test
    void a_wrong_setting_is_refused_at_start_with_its_name() {
        for (String url :
                List.of("/tmp/repository", "file:///tmp/repository", "https://a:secret@example.com/site.git")) {
            assertThatThrownBy(() -> GitFixture.channel(GitFixture.settings(url)))
                    .hasMessageStartingWith("GIT_URL must be")
                    .hasMessageNotContaining("secret@");
        }
        assertThatThrownBy(() -> GitFixture.channel(GitFixture.settings("git@example.com:site.git")))
                .hasMessageContaining("GIT_SSH_KEY");
        assertThatThrownBy(() ->
                        GitFixture.channel(Map.of("git.url", "https://example.com/site.git", "git.username", "bot")))
                .hasMessageContaining("GIT_USERNAME and GIT_PASSWORD");
        Map<String, String> outside = new HashMap<>(GitFixture.settings(server.url()));
        outside.put("git.content-directory", "../elsewhere");
        assertThatThrownBy(() -> GitFixture.channel(outside)).hasMessageContaining("GIT_CONTENT_DIRECTORY");
    }

    @Test
    void settings_of_the_machine_are_neither_read_nor_written() {
        SystemReader reader = SystemReader.getInstance();
        for (FileBasedConfig config : List.of(
                reader.openUserConfig(null, FS.DETECTED),
                reader.openSystemConfig(null, FS.DETECTED),
                reader.openJGitConfig(null, FS.DETECTED))) {
            assertThat(config.getFile()).isNull();
        }
    }

    @Test
    void an_address_without_a_login_is_no_mirror_for_jenkins_sets_it() {
        assertThat(GitFixture.channel(Map.of("git.url", "https://example.com/the-project-being-built.git")))
                .isEmpty();
    }

    private void assertParks(Map<String, String> settings, FailureReason reason, String told) throws IOException {
        try (GitChannel other = GitFixture.channel(settings).orElseThrow()) {
            assertThat(deliver(other, Scenario.incident("Slow", Impact.MINOR).opens("It is slow.")))
                    .isInstanceOfSatisfying(Park.class, parked -> {
                        assertThat(parked.reason()).isEqualTo(reason);
                        assertThat(parked.detail()).contains(told);
                    });
        }
    }

    private static DeliveryResult deliver(GitChannel channel, PublishedEvent event) {
        return channel.deliver(new Delivery<>(event, Recipient.Single.ONLY, 1));
    }
}

package org.incidentcomms.blog.publish.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.incidentcomms.blog.publish.ChangeStorm;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Update;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two replicas and a second writer on one branch. {@code -Dmirror.changes=200} makes that many changes. */
@Tag("contract")
class GitStormIT {
    private static final Logger LOG = Logger.getLogger(GitStormIT.class);
    private static final int CHANGES = Integer.getInteger("mirror.changes", 40);

    @Test
    void after_many_changes_each_incident_has_one_file_and_the_second_writer_loses_nothing() throws IOException {
        long started = System.nanoTime();
        AtomicInteger numbers = new AtomicInteger();
        Set<String> theirs = ConcurrentHashMap.newKeySet();
        Random random = new Random(15);
        int changes = 0;
        try (GitHttpServer server = new GitHttpServer();
                GitChannel one = GitFixture.channel(server);
                GitChannel other = GitFixture.channel(server);
                ChangeStorm storm = new ChangeStorm(one, other, 15)) {
            server.drop(0.05);
            server.beforePush(() -> {
                if (random.nextInt(3) == 0) {
                    String path = "theirs/" + numbers.incrementAndGet() + ".md";
                    server.bare().commit(path, "Theirs.");
                    theirs.add(path);
                }
            });
            for (int batch = 1; changes < CHANGES; batch++) {
                boolean restarting = batch % 3 == 2;
                changes += storm.batch(CHANGES - changes, restarting ? () -> restart(server) : () -> {});
            }
            List<RevCommit> commits = server.bare().commits();
            LOG.infof(
                    "git changes=%d commits=%d theirs=%d calls=%d dropped=%d seconds=%d",
                    changes,
                    commits.size() - theirs.size(),
                    theirs.size(),
                    server.calls(),
                    server.drops(),
                    Duration.ofNanos(System.nanoTime() - started).toSeconds());

            assertThat(storm.failed()).isZero();
            Map<String, List<String>> copies = server.copies();
            assertThat(copies.keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            storm.shown().stream().map(Incident::id).toList());
            for (Incident incident : storm.shown()) {
                assertThat(copies.get(incident.id()))
                        .singleElement()
                        .satisfies(file -> assertThat(file)
                                .contains(incident.updates().stream()
                                        .map(Update::message)
                                        .toList()));
            }
            assertThat(server.bare().files().keySet()).containsAll(theirs);
            assertThat(commits.stream().map(GitStormIT::eventId).filter(id -> !id.isEmpty()))
                    .as("one commit for each change")
                    .doesNotHaveDuplicates();
        }
    }

    private static void restart(GitHttpServer server) {
        int before = server.attemptsInVain();
        server.goDown();
        await().until(() -> server.attemptsInVain() > before);
        server.comeUp();
    }

    private static String eventId(RevCommit commit) {
        String message = commit.getFullMessage();
        return message.contains("Event-Id: ") ? message.replaceAll("(?s).*Event-Id: (\\S+).*", "$1") : "";
    }
}

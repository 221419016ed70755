package org.incidentcomms.local.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real processes: small JVMs that say READY and wait. */
class SupervisorIT {

    @TempDir
    Path folder;

    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    @Test
    void partsWaitForWhatTheyNeedAndStopBeforeIt() throws Exception {
        try (Supervisor supervisor =
                start(waiting("store", Part.Tier.STORE), waiting("service", Part.Tier.SERVICE, "store"))) {

            assertThat(supervisor.awaitStarted(() -> {})).isEmpty();
            supervisor.close();

            assertThat(heard)
                    .containsExactly(
                            "store starting",
                            "store ready",
                            "service starting",
                            "service ready",
                            "service stopped",
                            "store stopped");
        }
    }

    @Test
    void aKilledPartIsStartedAgain() throws Exception {
        try (Supervisor supervisor = start(waiting("service", Part.Tier.SERVICE))) {
            supervisor.awaitStarted(() -> {});
            long before = pid("service");

            assertThat(supervisor.kill("service")).isTrue();

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> heard.stream().filter("service ready"::equals).count() == 2);
            assertThat(pid("service")).isNotEqualTo(before);
        }
    }

    @Test
    void aHeldPartStaysStoppedUntilItIsReleased() throws Exception {
        try (Supervisor supervisor = start(waiting("service", Part.Tier.SERVICE))) {
            supervisor.awaitStarted(() -> {});
            ProcessHandle process = ProcessHandle.of(pid("service")).orElseThrow();

            supervisor.hold("service");
            await().until(() -> !process.isAlive());
            assertThat(supervisor.state("service")).isEqualTo(PartState.HELD);

            supervisor.release("service");
            await().atMost(Duration.ofSeconds(20)).until(() -> supervisor.state("service") == PartState.READY);
        }
    }

    @Test
    void aPartThatEndsWhileStartingHasFailedAndIsNamed() throws Exception {
        try (Supervisor supervisor = start(java("broken", Part.Tier.SERVICE, List.of("-version")))) {

            Optional<Part> failed = supervisor.awaitStarted(() -> {});

            assertThat(failed).map(Part::name).contains("broken");
            assertThat(failed.orElseThrow().log()).content().contains("version");
        }
    }

    private Supervisor start(Part... parts) throws Exception {
        Supervisor supervisor = new Supervisor(
                List.of(parts),
                new PartFiles(folder.resolve("parts")),
                folder.resolve("leash.log"),
                Duration.ofSeconds(30),
                (part, state, story) -> heard.add(part.name() + " " + state.word()));
        supervisor.start();
        return supervisor;
    }

    private long pid(String part) throws Exception {
        return Long.parseLong(Files.readAllLines(folder.resolve("parts").resolve(part + ".pid"))
                .getFirst());
    }

    private Part waiting(String name, Part.Tier tier, String... needs) {
        return java(name, tier, List.of("-cp", System.getProperty("java.class.path"), Waiting.class.getName()), needs);
    }

    private Part java(String name, Part.Tier tier, List<String> arguments, String... needs) {
        return new JavaPart(
                name,
                tier,
                Set.of(needs),
                0,
                arguments,
                Map.of(),
                folder.resolve(name + ".log"),
                Readiness.says("READY"));
    }

    /** What the parts of these tests run. */
    static final class Waiting {
        public static void main(String[] args) throws InterruptedException {
            System.out.println("READY");
            Thread.sleep(Duration.ofMinutes(5));
        }
    }
}

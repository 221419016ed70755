package org.incidentcomms.local.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real processes: small JVMs that print READY and wait. */
class SupervisorIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    @Test
    void partsWaitForWhatTheyNeedAndStopBeforeIt() throws Exception {
        try (Supervisor supervisor = start(
                waiting("store", ManagedProcess.Tier.STORE),
                waiting("service", ManagedProcess.Tier.SERVICE, "store"))) {

            assertThat(supervisor.awaitStarted(LIMIT, () -> {})).isEmpty();
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
        try (Supervisor supervisor = start(waiting("service", ManagedProcess.Tier.SERVICE))) {
            supervisor.awaitStarted(LIMIT, () -> {});
            long before = pid("service");

            assertThat(supervisor.kill("service")).isTrue();

            await().until(() -> heard.stream().filter("service ready"::equals).count() == 2);
            assertThat(pid("service")).isNotEqualTo(before);
        }
    }

    /** {@code /dev/full} answers each write as a full disk does. */
    @Test
    void aPartIsKeptRunningWhileTheDiskIsFull() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "only Linux has it");
        try (Supervisor supervisor = start(waiting("service", ManagedProcess.Tier.SERVICE))) {
            supervisor.awaitStarted(LIMIT, () -> {});
            long before = pid("service");
            for (String kind : List.of("state", "pid")) {
                Path file = folder.resolve("parts").resolve("service." + kind);
                Files.delete(file);
                Files.createSymbolicLink(file, full);
            }

            assertThat(supervisor.kill("service")).isTrue();

            await().until(() -> heard.stream().filter("service ready"::equals).count() == 2);
            assertThat(pid("service")).isNotEqualTo(before);
        }
    }

    @Test
    void aPausedPartIsSuspendedUntilItIsResumed() throws Exception {
        try (Supervisor supervisor = start(waiting("service", ManagedProcess.Tier.SERVICE))) {
            supervisor.awaitStarted(LIMIT, () -> {});
            Path status = Path.of("/proc", String.valueOf(pid("service")), "status");
            assumeTrue(Files.exists(status), "only Linux shows it there");

            supervisor.pause("service");
            await().untilAsserted(() -> assertThat(status).content().contains("State:\tT"));
            supervisor.resume("service");
            await().untilAsserted(() -> assertThat(status).content().doesNotContain("State:\tT"));

            assertThat(supervisor.state("service")).isEqualTo(PartState.READY);
        }
    }

    @Test
    void aHeldPartStaysStoppedUntilItIsReleased() throws Exception {
        try (Supervisor supervisor = start(waiting("service", ManagedProcess.Tier.SERVICE))) {
            supervisor.awaitStarted(LIMIT, () -> {});
            ProcessHandle process = ProcessHandle.of(pid("service")).orElseThrow();

            supervisor.hold("service");
            await().until(() -> !process.isAlive());
            assertThat(supervisor.state("service")).isEqualTo(PartState.HELD);

            supervisor.release("service");
            await().until(() -> supervisor.state("service") == PartState.READY);
        }
    }

    @Test
    void aPartThatEndsWhileStartingHasFailedAndIsNamed() throws Exception {
        try (Supervisor supervisor = start(java("broken", ManagedProcess.Tier.SERVICE, List.of("-version")))) {

            StartFailure failure = supervisor.awaitStarted(LIMIT, () -> {}).orElseThrow();

            assertThat(failure.part().name()).isEqualTo("broken");
            assertThat(failure.reason()).isEqualTo("exited during start");
            assertThat(failure.part().log()).content().contains("version");
        }
    }

    @Test
    void aPartWhoseJvmCrashesAtItsFirstStartIsStartedOnceMoreWithoutItsClassArchive() throws Exception {
        Files.writeString(archive("crashing"), "broken");
        try (Supervisor supervisor = start(crashing(1))) {

            assertThat(supervisor.awaitStarted(LIMIT, () -> {})).isEmpty();

            assertThat(archive("crashing")).doesNotExist();
            assertThat(heard)
                    .containsExactly("crashing starting", "crashing died", "crashing starting", "crashing ready");
        }
    }

    @Test
    void aPartWhoseJvmCrashesTwiceHasFailed() throws Exception {
        try (Supervisor supervisor = start(crashing(2))) {

            assertThat(supervisor.awaitStarted(LIMIT, () -> {}))
                    .map(StartFailure::reason)
                    .contains("exited during start");

            assertThat(heard)
                    .containsExactly("crashing starting", "crashing died", "crashing starting", "crashing failed");
        }
    }

    @Test
    void anErrorInAPartsThreadIsThatPartsFailure() throws Exception {
        ManagedProcess broken = failing("broken", () -> {
            throw new OutOfMemoryError("Java heap space");
        });
        try (Supervisor supervisor = start(waiting("sound", ManagedProcess.Tier.SERVICE), broken)) {

            StartFailure failure = supervisor.awaitStarted(LIMIT, () -> {}).orElseThrow();

            assertThat(failure.part()).isEqualTo(broken);
            assertThat(failure.reason()).isEqualTo("did not start: java.lang.OutOfMemoryError: Java heap space");
            assertThat(supervisor.state("broken")).isEqualTo(PartState.FAILED);
        }
    }

    @Test
    void anErrorWhileItIsAskedWhetherItIsReadyIsThatPartsFailureToo() throws Exception {
        ManagedProcess broken =
                new StandInPart(waiting("broken", ManagedProcess.Tier.SERVICE), Optional.empty(), () -> {
                    throw new StackOverflowError();
                });
        try (Supervisor supervisor = start(broken)) {

            assertThat(supervisor.awaitStarted(LIMIT, () -> {}))
                    .map(StartFailure::reason)
                    .contains("did not start: java.lang.StackOverflowError");
        }
    }

    @Test
    void theWholeStartHasALimitAndNamesWhatIsMissing() throws Exception {
        try (Supervisor supervisor = start(
                waiting("store", ManagedProcess.Tier.STORE),
                new StandInPart(waiting("service", ManagedProcess.Tier.SERVICE), Optional.empty(), () -> false))) {
            await().atMost(LIMIT).until(() -> supervisor.state("store") == PartState.READY);

            StartFailure failure =
                    supervisor.awaitStarted(Duration.ZERO, () -> {}).orElseThrow();

            assertThat(failure.part().name()).isEqualTo("service");
            assertThat(failure.reason()).isEqualTo("was not ready within 0 s");
        }
    }

    private Supervisor start(ManagedProcess... parts) throws Exception {
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

    private ManagedProcess waiting(String name, ManagedProcess.Tier tier, String... needs) {
        return java(name, tier, List.of("-cp", System.getProperty("java.class.path"), Waiting.class.getName()), needs);
    }

    private ManagedProcess java(String name, ManagedProcess.Tier tier, List<String> arguments, String... needs) {
        return new JavaPart(
                name,
                tier,
                Set.of(needs),
                0,
                archive(name),
                arguments,
                Map.of(),
                folder.resolve(name + ".log"),
                Readiness.says("READY"));
    }

    private ManagedProcess crashing(int times) {
        List<String> program = List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Crashing.class.getName(),
                folder.resolve("crashes").toString(),
                String.valueOf(times));
        return java("crashing", ManagedProcess.Tier.SERVICE, program);
    }

    private Path archive(String name) {
        return folder.resolve(name + ".jsa");
    }

    private ManagedProcess failing(String name, Callable<ProcessHandle> start) {
        return new StandInPart(waiting(name, ManagedProcess.Tier.SERVICE), Optional.of(start), () -> false);
    }

    /** The main class of these tests' parts. */
    static final class Waiting {
        public static void main(String[] args) throws InterruptedException {
            System.out.println("READY");
            Thread.sleep(Duration.ofMinutes(5));
        }
    }

    /** Ends itself as a crashed JVM does, at its first starts. */
    static final class Crashing {
        public static void main(String[] args) throws Exception {
            Path starts = Path.of(args[0]);
            Files.writeString(starts, ".", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (Files.size(starts) <= Integer.parseInt(args[1])) {
                String self = String.valueOf(ProcessHandle.current().pid());
                new ProcessBuilder("sh", "-c", "kill -s ABRT " + self).start().waitFor();
            }
            Waiting.main(args);
        }
    }
}

package org.incidentcomms.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChaosOptionsTest {

    @TempDir
    Path checkout;

    @Test
    void minutes_and_seed_are_plain_words() {
        assertThat(ChaosOptions.parse(List.of())).isEqualTo(plain(5, 1, 10));
        assertThat(ChaosOptions.parse(List.of("2", "--recipients", "50", "7"))).isEqualTo(plain(2, 7, 50));
    }

    private static ChaosOptions plain(int minutes, long seed, int recipients) {
        return new ChaosOptions(
                Duration.ofMinutes(minutes),
                seed,
                recipients,
                40,
                Optional.empty(),
                false,
                1,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void an_old_checkout_must_have_all_services_built() throws IOException {
        List<String> words = List.of("--old", checkout.toString());
        assertThatThrownBy(() -> ChaosOptions.parse(words)).hasMessageContaining("incident-api is not built");

        for (String service : List.of("incident-api", "notifier-email", "notifier-twitter", "notifier-blog")) {
            Path folder = Files.createDirectories(checkout.resolve(service).resolve("target/quarkus-app"));
            Files.createFile(folder.resolve("quarkus-run.jar"));
        }
        assertThat(ChaosOptions.parse(words).old()).contains(checkout);
    }

    @Test
    void a_standby_takes_over_instead_of_a_restart() {
        ChaosOptions alone = ChaosOptions.parse(List.of());
        assertThat(alone.faults()).contains(Fault.RESTART).doesNotContain(Fault.FAIL_OVER);
        assertThat(alone.targets(Fault.RESTART)).containsExactly("postgres", "kafka");

        ChaosOptions pair = ChaosOptions.parse(List.of("--standby"));
        assertThat(pair.faults()).contains(Fault.FAIL_OVER).doesNotContain(Fault.FILL_DISK, Fault.STEP_CLOCK);
        assertThat(pair.targets(Fault.RESTART)).containsExactly("kafka");
    }

    @Test
    void one_of_three_brokers_is_killed_too() {
        assertThat(ChaosOptions.parse(List.of("--brokers", "3")).targets(Fault.KILL))
                .contains("kafka");
        assertThat(ChaosOptions.parse(List.of()).targets(Fault.KILL)).doesNotContain("kafka");
        assertThatThrownBy(() -> ChaosOptions.parse(List.of("--brokers", "2"))).hasMessageContaining("--brokers");
    }

    @Test
    void a_disk_is_filled_only_if_nothing_else_is_on_it() {
        assertThat(ChaosOptions.parse(List.of("--disk", "/dev/shm")).faults()).contains(Fault.FILL_DISK);
        assertThatThrownBy(() -> ChaosOptions.parse(List.of("--disk", checkout.toString())))
                .hasMessageContaining("mount point");
        assertThatThrownBy(() -> ChaosOptions.parse(
                        List.of("--disk", checkout.resolve("none").toString())))
                .hasMessageContaining("directory");
    }

    @Test
    void clocks_are_set_on_request() {
        assertThat(ChaosOptions.parse(List.of("--clocks")).faults()).contains(Fault.STEP_CLOCK);
    }

    @Test
    void the_faults_can_be_chosen_among_the_possible_ones() {
        assertThat(ChaosOptions.parse(List.of("--fault", "kill,cut-smtp")).faults())
                .containsExactly(Fault.KILL, Fault.CUT_SMTP);
        assertThat(ChaosOptions.parse(List.of("60", "--fault", "none")).isCalm())
                .isTrue();
        assertThatThrownBy(() -> ChaosOptions.parse(List.of("14", "--fault", "none")))
                .hasMessageContaining("15 minutes");
        assertThatThrownBy(() -> ChaosOptions.parse(List.of("--fault", "kill,fill-disk")))
                .hasMessageContaining("--disk");
        assertThat(ChaosOptions.parse(List.of()).isCalm()).isFalse();
        assertThatThrownBy(() -> ChaosOptions.parse(List.of("--fault", "fail-over")))
                .hasMessageContaining("--standby");
    }

    @Test
    void what_is_unknown_or_misspelt_is_named() {
        assertThatThrownBy(() -> ChaosOptions.parse(List.of("--oold"))).hasMessageContaining("--oold");
        assertThatThrownBy(() -> ChaosOptions.parse(List.of("1", "2", "3"))).hasMessageContaining("3");
        assertThatThrownBy(() -> ChaosOptions.parse(List.of("0"))).hasMessageContaining("minutes");
    }
}

package org.incidentcomms.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class EmailOptionsTest {

    @Test
    void onlyTheListIsMeasuredByDefault() {
        EmailOptions options = parse("");
        assertThat(options.mails()).isEqualTo(50_000);
        assertThat(options.size()).isEqualTo(5_000);
        assertThat(options.connections()).containsExactly(8, 32, 64);
        assertThat(options.list()).isTrue();
        assertThat(options.delays()).isEmpty();
        assertThat(options.mailer()).isFalse();
        assertThat(options.latencies()).isZero();
        assertThat(options.flood()).isFalse();
        assertThat(options.overtake()).isFalse();
        assertThat(options.old()).isEmpty();
    }

    @Test
    void everythingElseIsAskedFor() {
        EmailOptions options =
                parse("--mails 20000 --size 20000 --connections 16 --delay 5,20 --replicas 1,2,3 --mailer"
                        + " --latency 200 --flood --overtake --mails 1000");
        assertThat(options.mails()).isEqualTo(1_000);
        assertThat(options.size()).isEqualTo(20_000);
        assertThat(options.connections()).containsExactly(16);
        assertThat(options.delays()).containsExactly(5, 20);
        assertThat(options.replicas()).containsExactly(1, 2, 3);
        assertThat(options.mailer()).isTrue();
        assertThat(options.latencies()).isEqualTo(200);
        assertThat(options.flood()).isTrue();
        assertThat(options.overtake()).isTrue();
    }

    @Test
    void withoutTheListOnlyWhatIsAskedForNeedsOne() {
        assertThat(parse("--only --latency 10 --overtake").needsList()).isFalse();
        assertThat(parse("--only --delay 5").needsList()).isTrue();
        assertThat(parse("--only --mailer").needsList()).isTrue();
        assertThat(parse("--latency 10").needsList()).isTrue();
    }

    @Test
    void whatIsNotUnderstoodIsNamed() {
        assertThatThrownBy(() -> parse("--fast")).hasMessageContaining("--fast");
        assertThatThrownBy(() -> parse("--mails")).hasMessageContaining("--mails");
        assertThatThrownBy(() -> parse("--mails many")).hasMessageContaining("--mails");
        assertThatThrownBy(() -> parse("--mails 0")).hasMessageContaining("--mails");
        assertThatThrownBy(() -> parse("--size 10")).hasMessageContaining("--size");
        assertThatThrownBy(() -> parse("--connections 8,0")).hasMessageContaining("--connections");
        assertThatThrownBy(() -> parse("--connections ,")).hasMessageContaining("--connections");
        assertThatThrownBy(() -> parse("--delay 0")).hasMessageContaining("--delay");
        assertThatThrownBy(() -> parse("--replicas 1,0")).hasMessageContaining("--replicas");
        assertThatThrownBy(() -> parse("--latency -1")).hasMessageContaining("--latency");
        assertThatThrownBy(() -> parse("--old /nowhere")).hasMessageContaining("/nowhere");
    }

    private static EmailOptions parse(String words) {
        return EmailOptions.parse(words.isEmpty() ? List.of() : List.of(words.split(" ", -1)));
    }
}

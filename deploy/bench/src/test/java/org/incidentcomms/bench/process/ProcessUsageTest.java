package org.incidentcomms.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.incidentcomms.bench.process.ProcessUsage.Times;
import org.junit.jupiter.api.Test;

class ProcessUsageTest {

    @Test
    void timesAreReadWhateverTheProcessIsCalled() {
        String rest = " S 1 42 42 0 -1 4194560 9 8 7 6 150 25 1000 200 20 0 12 0 99 1 2";
        assertThat(Times.parse("42 (java)" + rest))
                .isEqualTo(new Times(Duration.ofMillis(1_750), Duration.ofSeconds(12)));
        assertThat(Times.parse("42 (a) b (c d)" + rest)).isEqualTo(Times.parse("42 (java)" + rest));
    }

    @Test
    void memoryIsReadInMegabytes() {
        String status = "Name:\tjava\nVmHWM:\t  250000 kB\nVmRSS:\t  125000 kB\n";
        assertThat(ProcessUsage.megabytes(status, "VmRSS")).isEqualTo(128.0);
        assertThat(ProcessUsage.megabytes(status, "VmHWM")).isEqualTo(256.0);
        assertThatThrownBy(() -> ProcessUsage.megabytes("Name:\tjava\n", "VmRSS"))
                .hasMessageContaining("VmRSS");
    }
}

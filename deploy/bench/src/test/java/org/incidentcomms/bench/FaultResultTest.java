package org.incidentcomms.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultResultTest {

    @Test
    void mailsMayDoubleAsFarAsIsAllowedAndNeverTwice() {
        assertThat(result(new DeliveryAudit(0, 16, 0, 0, 0, 0, 0), 2).isHeld()).isTrue();
        assertThat(result(new DeliveryAudit(0, 17, 0, 0, 0, 0, 0), 2).isHeld()).isFalse();
        assertThat(result(new DeliveryAudit(0, 2, 0, 0, 0, 0, 0), 3).isHeld()).isFalse();
    }

    @Test
    void nothingMayBeLostOrDisorderedAndNoPostDoubled() {
        assertThat(result(new DeliveryAudit(1, 0, 0, 0, 0, 0, 0), 1).isHeld()).isFalse();
        assertThat(result(new DeliveryAudit(0, 0, 1, 0, 0, 0, 0), 1).isHeld()).isFalse();
        assertThat(result(new DeliveryAudit(0, 0, 0, 1, 0, 0, 0), 1).isHeld()).isFalse();
        assertThat(result(new DeliveryAudit(0, 0, 0, 0, 1, 0, 0), 1).isHeld()).isFalse();
        assertThat(result(new DeliveryAudit(0, 0, 0, 0, 0, 1, 0), 1).isHeld()).isFalse();
        assertThat(result(new DeliveryAudit(0, 0, 0, 0, 0, 0, 1), 1).isHeld()).isFalse();
    }

    @Test
    void theTableHasALineForEachFaultAndNamesWhatIsMissed() {
        String table = FaultTable.of(
                List.of(result(DeliveryAudit.CLEAN, 1), result(new DeliveryAudit(0, 17, 0, 0, 0, 0, 0), 2)));
        assertThat(table.lines().skip(2))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("kill")
                                .contains("notifier-email")
                                .endsWith("met"),
                        line -> assertThat(line).contains("MISSED: mails: 0 lost, 17 duplicate"));
    }

    private static FaultResult result(DeliveryAudit census, int mostCopies) {
        Duration second = Duration.ofSeconds(1);
        return new FaultResult(
                Fault.KILL, "notifier-email", 1, 10, 0, census, 0, mostCopies, 16, second, second, Duration.ZERO, 0);
    }
}

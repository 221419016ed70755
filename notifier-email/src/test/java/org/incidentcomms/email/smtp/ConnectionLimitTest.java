package org.incidentcomms.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {
    private static final double QUICK = Duration.ofMillis(50).toNanos();
    private static final long MINUTE = ConnectionLimit.LOWERED_FOR.toNanos();

    private final ConnectionLimit limit = new ConnectionLimit(8);

    @Test
    void itStartsSmallAndGrowsByOneForEachMessageWhileAllAreInUse() {
        assertThat(limit.whenAllAreInUse(2, 0)).isEqualTo(2);

        limit.accepted(QUICK);
        assertThat(limit.whenAllAreInUse(1, 0)).as("one is still free").isEqualTo(2);
        assertThat(limit.whenAllAreInUse(2, 0)).isEqualTo(3);
        assertThat(limit.whenAllAreInUse(3, 0)).isEqualTo(3);
    }

    @Test
    void itGrowsUpToTheConfiguredNumber() {
        grow();

        assertThat(limit.whenAllAreInUse(8, 0)).isEqualTo(8);
    }

    @Test
    void repliesThatTakeMoreThanTwiceAsLongStopTheGrowth() {
        limit.accepted(QUICK);
        limit.accepted(2 * QUICK + Duration.ofMillis(21).toNanos());
        assertThat(limit.whenAllAreInUse(2, 0)).isEqualTo(2);

        limit.accepted(2 * QUICK);
        assertThat(limit.whenAllAreInUse(2, 0)).isEqualTo(3);
    }

    @Test
    void aRefusedConnectionLowersItForAMinute() {
        grow();
        limit.refused(5, 0);
        limit.accepted(QUICK);
        assertThat(limit.whenAllAreInUse(5, MINUTE)).isEqualTo(5);

        assertThat(limit.whenAllAreInUse(5, MINUTE + 1)).isEqualTo(6);
    }

    @Test
    void itShrinksToWhatIsInUse() {
        grow();
        limit.shrink(4);
        assertThat(limit.whenAllAreInUse(4, 0)).isEqualTo(4);

        limit.shrink(0);
        assertThat(limit.whenAllAreInUse(2, 0)).isEqualTo(2);
    }

    private void grow() {
        for (int open = 2; open < 8; open++) {
            limit.accepted(QUICK);
            assertThat(limit.whenAllAreInUse(open, 0)).isEqualTo(open + 1);
        }
    }
}

package org.incidentcomms.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RelayHealthTest {
    private final RelayHealth health = new RelayHealth();
    private long now = 1;

    @Test
    void aFailedConnectIsEnough() {
        assertThat(health.failed(now, true)).isEqualTo(RelayHealth.FIRST_PAUSE);

        assertThat(health.isUsable(now)).isFalse();
    }

    @Test
    void messagesMustFailSeveralTimesInARow() {
        health.failed(now, false);
        health.failed(now, false);
        health.accepted();
        health.failed(now, false);
        health.failed(now, false);
        assertThat(health.isUsable(now)).isTrue();

        health.failed(now, false);
        assertThat(health.isUsable(now)).isFalse();
    }

    @Test
    void afterEachPauseWhichDoublesOneMessageIsTheProbe() {
        Duration pause = health.failed(now, true);
        for (int i = 0; i < 8; i++) {
            now += pause.toNanos() - 1;
            assertThat(health.isUsable(now)).isFalse();
            now++;
            assertThat(health.isUsable(now)).isTrue();
            health.chosen();
            assertThat(health.isUsable(now)).isFalse();

            Duration next = health.failed(now, false);
            assertThat(next).isBetween(pause, RelayHealth.LONGEST_PAUSE);
            assertThat(next).isIn(pause.multipliedBy(2), RelayHealth.LONGEST_PAUSE);
            pause = next;
        }
    }

    @Test
    void messagesUnderWayWhenThePauseBeganDoNotLengthenIt() {
        health.failed(now, true);

        assertThat(health.failed(now, false)).isZero();
        assertThat(health.isUsable(now + RelayHealth.FIRST_PAUSE.toNanos())).isTrue();
    }

    @Test
    void anAcceptedMessageEndsIt() {
        now += health.failed(now, true).toNanos();
        health.chosen();
        health.accepted();

        assertThat(health.isHealthy()).isTrue();
        assertThat(health.failed(now, true)).isEqualTo(RelayHealth.FIRST_PAUSE);
    }
}

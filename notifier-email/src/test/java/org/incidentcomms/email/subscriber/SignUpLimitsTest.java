package org.incidentcomms.email.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.incidentcomms.service.problem.Problem;
import org.incidentcomms.testkit.SettableClock;
import org.junit.jupiter.api.Test;

class SignUpLimitsTest {
    private final SettableClock clock = new SettableClock();

    @Test
    void aNetworkAboveItsLimitIsRefusedUntilTheHourHasMadeRoomAndOthersAreNot() {
        SignUpLimits limits = limits(20, 0, 0);
        for (int i = 0; i < 20; i++) {
            limits.count("a");
        }

        assertThatThrownBy(() -> limits.count("a")).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(429);
            assertThat(problem.headers()).containsEntry("Retry-After", "180");
        });
        assertThatCode(() -> limits.count("b")).doesNotThrowAnyException();
        clock.pass(Duration.ofMinutes(3));
        assertThatCode(() -> limits.count("a")).doesNotThrowAnyException();
    }

    @Test
    void manyNetworksTogetherAreLimitedPerSecondAndPerDay() {
        SignUpLimits perSecond = limits(0, 10, 0);
        SignUpLimits perDay = limits(0, 0, 100);

        assertThat(passed(perSecond, 50)).isEqualTo(10);
        assertThat(passed(perDay, 500)).isEqualTo(100);
        clock.pass(Duration.ofSeconds(1));
        assertThat(passed(perSecond, 50)).isEqualTo(10);
        assertThat(passed(perDay, 500)).isZero();
        clock.pass(Duration.ofDays(1));
        assertThat(passed(perDay, 500)).isEqualTo(100);
    }

    @Test
    void whatANetworkMayNotSendDoesNotUseUpTheLimitOfAll() {
        SignUpLimits limits = limits(5, 0, 20);
        for (int i = 0; i < 100; i++) {
            tryOne(limits, "flooder");
        }

        assertThat(passed(limits, 50)).isEqualTo(15);
    }

    private int passed(SignUpLimits limits, int requests) {
        int passed = 0;
        for (int i = 0; i < requests; i++) {
            passed += tryOne(limits, "network " + i) ? 1 : 0;
        }
        return passed;
    }

    private static boolean tryOne(SignUpLimits limits, String network) {
        try {
            limits.count(network);
            return true;
        } catch (Problem refused) {
            return false;
        }
    }

    private SignUpLimits limits(int perNetwork, int perSecond, int perDay) {
        return new SignUpLimits(new TestLimits(3, perNetwork, perSecond, perDay, 100, Duration.ofHours(48)), clock);
    }
}

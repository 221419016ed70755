package org.incidentcomms.email.smtp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.incidentcomms.kit.channel.DeliveryResult.Deferred;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.testkit.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendingLimitsTest {
    private final SettableClock clock = new SettableClock();

    @Test
    void aDomainGetsItsRateAndTheRestIsDeferredToWhenItIsDue() {
        SendingLimits limits = limits(0, "gmail.com=2,*=1");

        assertThat(limits.admit("gmail.com")).isNull();
        assertThat(limits.admit("gmail.com")).isNull();
        Deferred third = requireNonNull(limits.admit("gmail.com"));
        assertThat(third.reason()).isEqualTo(FailureReason.RATE_LIMITED);
        assertThat(third.detail()).contains("SMTP_DOMAIN_RATE").doesNotContain("gmail");

        clock.pass(Duration.between(clock.instant(), third.earliest()));
        assertThat(limits.admit("gmail.com")).isNull();
    }

    @Test
    void deferredRecipientsAreDueOneAfterTheOtherButAllWithinAMinute() {
        SendingLimits limits = limits(0, "*=2");
        Set<Instant> due = new HashSet<>();
        Instant last = SettableClock.START;
        for (int i = 0; i < 1000; i++) {
            Deferred deferred = limits.admit("example.org");
            if (deferred != null) {
                assertThat(deferred.earliest()).isAfterOrEqualTo(last);
                last = deferred.earliest();
                due.add(last);
            }
        }

        assertThat(due).hasSizeGreaterThan(100);
        assertThat(last).isEqualTo(SettableClock.START.plus(SendingLimits.SPREAD));
    }

    @Test
    void anotherDomainIsNotHeldUp() {
        SendingLimits limits = limits(0, "gmail.com=1");
        limits.admit("gmail.com");

        assertThat(limits.admit("gmail.com")).isNotNull();
        for (int i = 0; i < 100; i++) {
            assertThat(limits.admit("example.org")).isNull();
        }
    }

    @Test
    void overALongerTimeTheTotalRateIsKept() {
        SendingLimits limits = limits(4, "");
        long admitted = 0;
        for (int millis = 0; millis < 10_000; millis += 10) {
            admitted += limits.waitFor(Duration.ZERO) == 0 ? 1 : 0;
            clock.pass(Duration.ofMillis(10));
        }

        assertThat(admitted).isBetween(40L, 44L);
    }

    @Test
    void whoWouldWaitTooLongIsDeferredInstead() {
        SendingLimits limits = limits(1, "");
        while (limits.waitFor(SendingLimits.LONGEST_WAIT) < SendingLimits.LONGEST_WAIT.toNanos()) {
            // takes what there is
        }

        Deferred deferred = requireNonNull(limits.await());
        assertThat(deferred.earliest()).isEqualTo(SettableClock.START.plusSeconds(3));
        assertThat(deferred.detail()).contains("SMTP_RATE");
    }

    @ParameterizedTest(name = "{1} connections at {0} a second: {2}")
    @CsvSource({"0, 8, 8", "100, 8, 8", "5, 8, 5", "1, 8, 2"})
    void moreConnectionsThanMessagesASecondAreOfNoUse(double rate, int configured, int used) {
        assertThat(limits(rate, "").connections(configured)).isEqualTo(used);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gmail.com", "gmail.com=", "gmail.com=0", "=5", "gmail com=5", "gmail.com=5,", "a=b", "a=NaN"})
    void aMistakeInTheRatesOfDomainsIsNamed(String domains) {
        assertThatThrownBy(() -> SendingRates.parse(0, domains))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SMTP_DOMAIN_RATE")
                .hasMessageContaining("gmail.com=20,*=5");
    }

    @Test
    void aDomainNamedTwiceOrATotalBelowOneIsAMistake() {
        assertThatThrownBy(() -> SendingRates.parse(0, "a=1,A=2"))
                .hasMessageContaining("SMTP_DOMAIN_RATE names a twice");
        assertThatThrownBy(() -> SendingRates.parse(0.5, "")).hasMessageContaining("SMTP_RATE is 0.5");
        assertThatThrownBy(() -> SendingRates.parse(-1, "")).hasMessageContaining("SMTP_RATE");
    }

    private SendingLimits limits(double total, String domains) {
        return new SendingLimits(SendingRates.parse(total, domains), clock, clock::nanoTime);
    }
}

package org.incidentcomms.email.smtp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import java.time.Duration;
import java.time.Instant;
import org.incidentcomms.kit.channel.DeliveryResult.Deferred;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.service.ratelimit.LeastRecentlyUsed;
import org.incidentcomms.testkit.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainPausesTest {
    private static final String GREYLISTED = "450 4.7.1 <pat@grey.example> greylisted";

    private final SettableClock clock = new SettableClock();
    private final DomainPauses pauses = new DomainPauses(clock);

    @Test
    void afterSeveralFailuresInARowTheDomainRestsAndNobodyElse() {
        for (int i = 0; i < DomainPauses.FAILURES; i++) {
            assertThat(pauses.admit("grey.example")).isNull();
            fails("grey.example", SmtpStage.RCPT, GREYLISTED);
        }

        Deferred deferred = requireNonNull(pauses.admit("grey.example"));
        assertThat(deferred.earliest()).isEqualTo(SettableClock.START.plus(DomainPauses.FIRST_PAUSE));
        assertThat(deferred.reason()).isEqualTo(FailureReason.TEMPORARY);
        assertThat(deferred.detail()).contains("4.7.1").doesNotContain("@");
        assertThat(pauses.admit("other.example")).isNull();
    }

    @Test
    void aSingleProbeFollowsEachPauseWhichDoublesUpToHalfAnHour() {
        rest("grey.example");
        Duration pause = DomainPauses.FIRST_PAUSE;
        for (int i = 0; i < 10; i++) {
            clock.pass(pause);
            Instant before = clock.instant();
            assertThat(pauses.admit("grey.example")).as("the probe").isNull();
            assertThat(pauses.admit("grey.example"))
                    .as("another at the same time")
                    .isNotNull();
            fails("grey.example", SmtpStage.RCPT, GREYLISTED);

            pause = pause.multipliedBy(2).compareTo(DomainPauses.LONGEST_PAUSE) > 0
                    ? DomainPauses.LONGEST_PAUSE
                    : pause.multipliedBy(2);
            Deferred deferred = requireNonNull(pauses.admit("grey.example"));
            assertThat(deferred.earliest()).isEqualTo(before.plus(pause));
        }
    }

    @Test
    void anAcceptedMessageEndsIt() {
        rest("grey.example");
        clock.pass(DomainPauses.FIRST_PAUSE);
        assertThat(pauses.admit("grey.example")).isNull();
        pauses.accepted("grey.example");
        pauses.ended("grey.example");

        assertThat(pauses.admit("grey.example")).isNull();
        assertThat(pauses.admit("grey.example")).isNull();
    }

    @Test
    void aProbeThatShowsNothingLetsAnotherOneTry() {
        rest("grey.example");
        clock.pass(DomainPauses.FIRST_PAUSE);
        assertThat(pauses.admit("grey.example")).isNull();
        pauses.ended("grey.example");

        assertThat(pauses.admit("grey.example")).isNull();
    }

    @Test
    void messagesThatWereUnderWayWhenThePauseBeganDoNotLengthenIt() {
        rest("grey.example");
        fails("grey.example", SmtpStage.RCPT, GREYLISTED);
        fails("grey.example", SmtpStage.RCPT, GREYLISTED);

        Deferred deferred = requireNonNull(pauses.admit("grey.example"));
        assertThat(deferred.earliest()).isEqualTo(SettableClock.START.plus(DomainPauses.FIRST_PAUSE));
    }

    @ParameterizedTest(name = "{0} {1} counts: {2}")
    @CsvSource({
        "RCPT, 450 4.2.0 greylisted,       true",
        "RCPT, 450 later,                  true",
        "RCPT, 421 4.7.0 slow down,        true",
        "END,  451 4.7.1 try later,        true",
        "RCPT, 452 4.2.2 mailbox full,     false",
        "RCPT, 451 4.3.0 queue file error, false",
        "END,  452 4.3.1 disk full,        false",
        "RCPT, 451 4.4.3 no route,         false",
        "RCPT, 550 5.1.1 no such user,     false",
        "RCPT, 550 5.7.1 blocked,          false",
        "MAIL, 450 4.7.1 later,            false"
    })
    void onlyTemporaryRefusalsByTheDomainItselfCount(SmtpStage stage, String reply, boolean counts) {
        for (int i = 0; i < DomainPauses.FAILURES; i++) {
            fails("example.org", stage, reply);
        }

        assertThat(pauses.admit("example.org") != null).isEqualTo(counts);
    }

    @Test
    void onlySoManyDomainsAreRemembered() {
        LeastRecentlyUsed<String, Integer> map = new LeastRecentlyUsed<>(2);
        map.put("a", 1);
        map.put("b", 2);
        map.get("a");
        map.put("c", 3);

        assertThat(map).containsOnlyKeys("a", "c");
    }

    private void rest(String domain) {
        for (int i = 0; i < DomainPauses.FAILURES; i++) {
            fails(domain, SmtpStage.RCPT, GREYLISTED);
        }
    }

    private void fails(String domain, SmtpStage stage, String reply) {
        SmtpReply said = new SmtpReply(Integer.parseInt(reply.substring(0, 3)), reply);
        pauses.refused(
                domain, new SmtpException(stage, said, new MessagingException("refused")), FailureReason.TEMPORARY);
        pauses.ended(domain);
    }
}

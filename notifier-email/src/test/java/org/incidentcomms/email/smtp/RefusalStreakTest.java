package org.incidentcomms.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Retry;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.DeliveryResult.Uncertain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalStreakTest {
    private final SmtpFailures failures =
            new SmtpFailures(Clock.fixed(Instant.parse("2026-02-02T16:40:00Z"), ZoneOffset.UTC));
    private final RefusalStreak streak = new RefusalStreak();

    @ParameterizedTest(name = "{1} for three recipients in a row concerns {2}")
    @CsvSource({
        "END,  452 4.3.1 disk full,              CHANNEL",
        "END,  451 4.3.0 queue file write error, CHANNEL",
        "RCPT, 451 4.4.3 no route,               CHANNEL",
        "DATA, 454 4.7.0 temporary failure,      CHANNEL",
        "END,  451 later,                        CHANNEL",
        "RCPT, 450 4.2.0 greylisted,             DESTINATION",
        "RCPT, 451 4.7.1 greylisted,             DESTINATION",
        "RCPT, 450 later,                        DESTINATION",
        "RCPT, 452 4.2.2 mailbox full,           DESTINATION",
        "RCPT, 554 5.7.1 blocked,                DESTINATION"
    })
    void the_same_failure_of_several(SmtpStage stage, String reply, Scope scope) {
        assertThat(scope(refused(stage, reply, "a"))).isEqualTo(Scope.DESTINATION);
        assertThat(scope(refused(stage, reply, "b"))).isEqualTo(Scope.DESTINATION);
        assertThat(scope(refused(stage, reply, "c"))).isEqualTo(scope);
        assertThat(scope(refused(stage, reply, "a"))).isEqualTo(scope);
    }

    @Test
    void one_recipient_alone_never_stops_the_channel() {
        for (int i = 0; i < 10; i++) {
            assertThat(scope(refused(SmtpStage.END, "451 4.3.0 always", "a"))).isEqualTo(Scope.DESTINATION);
        }
    }

    @Test
    void what_is_accepted_between_ends_the_row() {
        refused(SmtpStage.END, "451 4.3.0 now and then", "a");
        refused(SmtpStage.END, "451 4.3.0 now and then", "b");
        streak.accepted();

        assertThat(scope(refused(SmtpStage.END, "451 4.3.0 now and then", "c"))).isEqualTo(Scope.DESTINATION);
    }

    @Test
    void no_reply_to_three_messages_stays_uncertain_and_costs_no_attempt() {
        SmtpException silence =
                new SmtpException(SmtpStage.END, null, new MessagingException("x", new java.io.IOException()));
        streak.judge(silence, "a", failures.classify(silence));
        streak.judge(silence, "b", failures.classify(silence));

        DeliveryResult third = streak.judge(silence, "c", failures.classify(silence));

        assertThat(third).isInstanceOf(Uncertain.class);
        assertThat(scope(third)).isEqualTo(Scope.CHANNEL);
    }

    private DeliveryResult refused(SmtpStage stage, String reply, String recipient) {
        SmtpReply said = new SmtpReply(Integer.parseInt(reply.substring(0, 3)), reply + "\n");
        SmtpException failure = new SmtpException(stage, said, new MessagingException("refused"));
        return streak.judge(failure, recipient, failures.classify(failure));
    }

    private static Scope scope(DeliveryResult result) {
        return switch (result) {
            case Retry retry -> retry.scope();
            case Uncertain uncertain -> uncertain.scope();
            default -> throw new AssertionError("neither retry nor uncertain: " + result);
        };
    }
}

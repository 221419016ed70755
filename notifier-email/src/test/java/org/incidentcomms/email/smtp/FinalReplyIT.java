package org.incidentcomms.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Properties;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Uncertain;
import org.incidentcomms.kit.channel.FailureReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A relay that scans each message before it answers. */
class FinalReplyIT extends ScriptedDialogueFixture {
    @ParameterizedTest(name = "over {0}")
    @ValueSource(strings = {"PIPELINING", "8BITMIME"})
    void theReplyToTheMessageMayComeAfterTheTimeOutOfAllOtherReplies(String extension) {
        SmtpTransport transport =
                transport(relay(extension, SHORT.multipliedBy(4)), SHORT, LONG, SmtpSecurity.NONE, new Properties());

        assertThat(send(transport, "pat")).isEqualTo(DeliveryResult.delivered());
        assertThat(send(transport, "sue")).isEqualTo(DeliveryResult.delivered());
    }

    @ParameterizedTest(name = "over {0}")
    @ValueSource(strings = {"PIPELINING", "8BITMIME"})
    void withoutAReplyWithinItsOwnTimeOutTheOutcomeIsUnknown(String extension) {
        SmtpTransport transport =
                transport(relay(extension, LONG), LONG, LONG, SHORT, SmtpSecurity.NONE, new Properties());

        assertThat(send(transport, "pat"))
                .isInstanceOfSatisfying(
                        Uncertain.class,
                        uncertain -> assertThat(uncertain.reason()).isEqualTo(FailureReason.TIMED_OUT));
    }

    private static ScriptedRelay relay(String extension, Duration scanning) {
        return ScriptedRelay.start(extension, client -> {
            while (true) {
                for (String reply : ALL_FINE) {
                    client.line();
                    client.say(reply);
                }
                client.message();
                Thread.sleep(scanning);
                client.say("250 queued");
            }
        });
    }
}

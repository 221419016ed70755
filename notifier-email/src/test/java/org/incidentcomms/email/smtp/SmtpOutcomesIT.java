package org.incidentcomms.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.incidentcomms.email.Outage;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.testkit.mail.SmtpFaults;
import org.incidentcomms.testkit.mail.SmtpFaults.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reply, or a missing one, means for the recipient, the domain and the channel. */
@ParameterizedClass(name = "pipelining {0}")
@ValueSource(booleans = {false, true})
class SmtpOutcomesIT extends SmtpTransportFixture {
    @Test
    void aRefusedRecipientHarmsNobodyElse() {
        SERVER.faults().rejectRecipient("gone@customer.example");
        int before = SERVER.faults().connectionsAccepted();

        assertRejected(send("gone@customer.example"), FailureReason.NO_SUCH_RECIPIENT);
        assertThat(send("pat@customer.example")).isEqualTo(DeliveryResult.delivered());
        assertThat(SERVER.faults().connectionsAccepted() - before).isEqualTo(1);
    }

    @Test
    void aDeferredRecipientIsTriedAgainLater() {
        SERVER.faults().deferRecipient("grey@customer.example", 1);

        assertRetry(send("grey@customer.example"), Scope.DESTINATION, FailureReason.TEMPORARY);
        assertThat(send("grey@customer.example")).isEqualTo(DeliveryResult.delivered());
    }

    @Test
    void aDomainThatPostponesEverybodyRestsAndTheOthersGetTheirMail() {
        SERVER.faults()
                .reply(Stage.RCPT, to -> to.endsWith("@grey.example"), "450 4.2.0 greylisted", SmtpFaults.ALWAYS);
        for (int i = 0; i < DomainPauses.FAILURES; i++) {
            assertRetry(send("pat" + i + "@grey.example"), Scope.DESTINATION, FailureReason.TEMPORARY);
        }

        assertThat(send("sue@Grey.example")).isInstanceOf(DeliveryResult.Deferred.class);
        assertThat(send("sue@customer.example")).isEqualTo(DeliveryResult.delivered());
    }

    @Test
    void beyondTheRateOfADomainItsRecipientsAreDeferred() {
        transport = closeLater(new SmtpTransport(
                List.of(server(
                        SERVER.port(),
                        2,
                        SmtpSecurity.NONE,
                        null,
                        null,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20))),
                SendingRates.parse(0, "slow.example=0.01"),
                Clock.systemUTC()));

        assertThat(send("pat@slow.example")).isEqualTo(DeliveryResult.delivered());
        assertThat(send("sue@slow.example")).isInstanceOf(DeliveryResult.Deferred.class);
        assertThat(send("sue@customer.example")).isEqualTo(DeliveryResult.delivered());
        assertThat(SERVER.await(2, SOON)).hasSize(2);
    }

    @Test
    void aRelayThatRefusesEverybodyAfterMailCostsNobodyAnAttempt() {
        SERVER.faults().reply(Stage.END_OF_DATA, "452 4.3.1 disk full", 4);
        assertRetry(send("pat@customer.example"), Scope.DESTINATION, FailureReason.TEMPORARY);
        assertRetry(send("sue@customer.example"), Scope.DESTINATION, FailureReason.TEMPORARY);

        assertRetry(send("kim@customer.example"), Scope.CHANNEL, FailureReason.TEMPORARY);
        assertRetry(send("pat@customer.example"), Scope.CHANNEL, FailureReason.TEMPORARY);

        assertThat(send("pat@customer.example")).isEqualTo(DeliveryResult.delivered());
        SERVER.faults().reply(Stage.END_OF_DATA, "452 4.3.1 disk full", 1);
        assertRetry(send("kim@customer.example"), Scope.DESTINATION, FailureReason.TEMPORARY);
    }

    @Test
    void aRefusalAfterTheMessageIsCertain() {
        SERVER.faults().reply(Stage.END_OF_DATA, "451 4.3.0 disk trouble", 1);
        assertRetry(send("pat@customer.example"), Scope.DESTINATION, FailureReason.TEMPORARY);

        SERVER.faults().reply(Stage.END_OF_DATA, "552 5.3.4 too big", 1);
        assertRejected(send("pat@customer.example"), FailureReason.INVALID);

        assertThat(SERVER.messages()).isEmpty();
    }

    @Test
    void aConnectionLostBeforeTheLastReplyLeavesTheOutcomeOpenWhetherItWasTakenOrNot() {
        SERVER.faults().cutAfterAccepting(1);
        assertUncertain(send("pat@customer.example"), FailureReason.CONNECTION_LOST);

        SERVER.faults().cutBeforeAccepting(1);
        assertUncertain(send("sue@customer.example"), FailureReason.CONNECTION_LOST);

        assertThat(SERVER.await(1, SOON)).hasSize(1);
    }

    @Test
    void aConnectionLostEarlierIsCertain() {
        for (Stage stage : List.of(Stage.RCPT, Stage.DATA)) {
            SERVER.faults().cut(stage, 1);
            assertRetry(send("pat@customer.example"), Scope.DESTINATION, FailureReason.CONNECTION_LOST);
        }
        SERVER.faults().cut(Stage.MAIL, 1);
        assertRetry(send("pat@customer.example"), Scope.CHANNEL, FailureReason.CONNECTION_LOST);

        assertThat(SERVER.messages()).isEmpty();
    }

    @Test
    void aServerThatIsAwayOrRefusesConcernsTheWholeChannelAndIsShown() {
        Outage.begins(SERVER);
        assertRetry(send("pat@customer.example"), Scope.CHANNEL, FailureReason.UNREACHABLE);
        assertThat(transport.state().degraded()).isNotNull();

        Outage.ends(SERVER);
        SERVER.faults().reply(Stage.CONNECT, "554 5.7.1 no service here", 1);
        assertRetry(send("pat@customer.example"), Scope.CHANNEL, FailureReason.POLICY);
        SERVER.faults().reply(Stage.CONNECT, "421 4.3.2 shutting down", 1);
        assertRetry(send("pat@customer.example"), Scope.CHANNEL, FailureReason.RATE_LIMITED);
        SERVER.faults().cut(Stage.CONNECT, 1);
        assertRetry(send("pat@customer.example"), Scope.CHANNEL, FailureReason.CONNECTION_LOST);

        assertThat(send("pat@customer.example")).isEqualTo(DeliveryResult.delivered());
        assertThat(transport.state().degraded()).isNull();
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUpAfterTheTimeOut() {
        transport = transport(2, SmtpSecurity.NONE, null, null, Duration.ofMillis(200), Duration.ofSeconds(20));
        SERVER.faults().delayReplies(Duration.ofSeconds(2));

        assertRetry(send("pat@customer.example"), Scope.CHANNEL, FailureReason.TIMED_OUT);
    }

    private static void assertRejected(DeliveryResult result, FailureReason reason) {
        assertThat(result).isInstanceOfSatisfying(DeliveryResult.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(reason);
            assertThat(rejected.detail()).doesNotContain("@");
        });
    }

    private static void assertUncertain(DeliveryResult result, FailureReason reason) {
        assertThat(result).isInstanceOfSatisfying(DeliveryResult.Uncertain.class, uncertain -> {
            assertThat(uncertain.reason()).isEqualTo(reason);
            assertThat(uncertain.scope()).isEqualTo(Scope.DESTINATION);
        });
    }
}

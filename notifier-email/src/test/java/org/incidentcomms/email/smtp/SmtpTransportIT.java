package org.incidentcomms.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.incidentcomms.email.Outage;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.SkipReason;
import org.incidentcomms.testkit.mail.MailServer;
import org.incidentcomms.testkit.mail.ReceivedMail;
import org.incidentcomms.testkit.mail.SmtpFaults;
import org.incidentcomms.testkit.mail.SmtpFaults.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The transport against a real SMTP server with injected faults, which offers PIPELINING or not. */
@ParameterizedClass(name = "pipelining {0}")
@ValueSource(booleans = {false, true})
class SmtpTransportIT {
    private static final MailServer SERVER = MailServer.start(0);
    private static final Duration SOON = Duration.ofSeconds(10);

    @Parameter
    boolean pipelining;

    private final List<AutoCloseable> closing = new ArrayList<>();
    private SmtpTransport transport = transport(4);

    @BeforeEach
    void allIsWell() {
        Outage.ends(SERVER);
        SERVER.clear();
        SERVER.faults().clear();
        SERVER.faults().announce(pipelining ? "PIPELINING" : "");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : closing) {
            resource.close();
        }
    }

    @AfterAll
    static void end() {
        SERVER.close();
    }

    @Test
    void aMessageArrivesAsItWasGivenOnItsOwnEnvelope() throws Exception {
        String body = "Subject: dots\r\n\r\n.\r\n..two\r\nlast line without an end";

        assertThat(transport.send(
                        new OutgoingMail(
                                "bounces@clicktime.example",
                                "pat@customer.example",
                                body.getBytes(StandardCharsets.US_ASCII)),
                        () -> true))
                .isEqualTo(DeliveryResult.delivered());

        var mail = SERVER.await(1, SOON).getFirst();
        assertThat(mail.sender()).isEqualTo("bounces@clicktime.example");
        assertThat(mail.recipient()).isEqualTo("pat@customer.example");
        assertThat(String.valueOf(mail.message().getContent()).strip())
                .isEqualTo(".\r\n..two\r\nlast line without an end");
    }

    @Test
    void messagesArePipelinedIfTheServerOffersIt() throws Exception {
        SmtpConnection connection = transport.pool().take("pat@customer.example", new HashSet<>());

        assertThat(connection.isPipelined()).isEqualTo(pipelining);
        transport.pool().giveBack(connection);
    }

    @Test
    void oneConnectionServesManyMessages() {
        int before = SERVER.faults().connectionsAccepted();
        for (int i = 0; i < 25; i++) {
            assertThat(send("pat@customer.example")).isEqualTo(DeliveryResult.delivered());
        }

        assertThat(SERVER.faults().connectionsAccepted() - before).isEqualTo(1);
    }

    @Test
    void whatIsNoLongerWantedIsNotSentAndLeavesTheConnectionAsItWas() {
        int before = SERVER.faults().connectionsAccepted();

        assertThat(send("left@customer.example", () -> false)).isEqualTo(DeliveryResult.skipped(SkipReason.LEFT));
        assertThat(send("pat@customer.example")).isEqualTo(DeliveryResult.delivered());

        assertThat(SERVER.faults().connectionsAccepted() - before).isEqualTo(1);
        assertThat(SERVER.await(1, SOON)).extracting(ReceivedMail::recipient).containsExactly("pat@customer.example");
    }

    @Test
    void whetherItIsWantedIsAskedAgainWhereAConnectionWasLostBeforeTheMessage() {
        assertThat(send("first@customer.example")).isEqualTo(DeliveryResult.delivered());
        SERVER.faults().cut(Stage.MAIL, 1);
        AtomicInteger asked = new AtomicInteger();

        assertThat(send("left@customer.example", () -> asked.incrementAndGet() == 1))
                .isEqualTo(DeliveryResult.skipped(SkipReason.LEFT));

        assertThat(SERVER.await(1, SOON)).extracting(ReceivedMail::recipient).containsExactly("first@customer.example");
    }

    @Test
    void neverMoreConnectionsThanConfigured() throws Exception {
        await().until(() -> SERVER.faults().connectionsOpen() == 0); // those of the test before
        SERVER.faults().delayReplies(Duration.ofMillis(5));

        assertThat(sendAtOnce(40)).hasSize(40).containsOnly(DeliveryResult.delivered());

        assertThat(transport.pool().open()).isLessThanOrEqualTo(4);
        assertThat(SERVER.faults().connectionsOpen()).isLessThanOrEqualTo(4);
    }

    @Test
    void aServerThatGrantsFewerConnectionsIsNotAnOutage() throws Exception {
        assertThat(send("first@customer.example")).isEqualTo(DeliveryResult.delivered());
        SERVER.faults().delayReplies(Duration.ofMillis(5));
        SERVER.faults().reply(Stage.CONNECT, "421 4.7.0 too many connections", SmtpFaults.ALWAYS);

        assertThat(sendAtOnce(12)).hasSize(12).containsOnly(DeliveryResult.delivered());
    }

    @Test
    void connectionsTheServerClosedWhileIdleCostNobodyAnything() throws Exception {
        SERVER.faults().delayReplies(Duration.ofMillis(5));
        sendAtOnce(8);
        SERVER.faults().delayReplies(Duration.ZERO);
        Outage.begins(SERVER);
        Outage.ends(SERVER);
        SERVER.clear();

        assertThat(send("pat@customer.example")).isEqualTo(DeliveryResult.delivered());
        assertThat(SERVER.messages()).hasSize(1);
    }

    @Test
    void afterA421OnAUsedConnectionTheMessageGoesOutOnANewOne() {
        SERVER.faults().closeAfter(2);
        for (int i = 0; i < 9; i++) {
            assertThat(send("pat" + i + "@customer.example")).isEqualTo(DeliveryResult.delivered());
        }

        assertThat(SERVER.messages()).hasSize(9);
    }

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

    @Test
    void anUnusedConnectionIsClosed() {
        transport = transport(2, SmtpSecurity.NONE, null, null, Duration.ofSeconds(5), Duration.ofMillis(300));
        assertThat(send("pat@customer.example")).isEqualTo(DeliveryResult.delivered());
        assertThat(transport.pool().open()).isEqualTo(1);

        await().until(() -> transport.pool().open() == 0);
        assertThat(send("pat@customer.example")).isEqualTo(DeliveryResult.delivered());
    }

    @Test
    void whereTlsIsRequiredNothingIsSentWithoutIt() {
        transport = transport(2, SmtpSecurity.STARTTLS, null, null, Duration.ofSeconds(2), Duration.ofSeconds(20));
        assertRetry(send("pat@customer.example"), Scope.CHANNEL, FailureReason.TLS);

        transport = transport(2, SmtpSecurity.TLS, null, null, Duration.ofSeconds(2), Duration.ofSeconds(20));
        assertRetryOneOf(send("pat@customer.example"), FailureReason.TLS, FailureReason.TIMED_OUT);

        assertThat(SERVER.messages()).isEmpty();
    }

    @Test
    void aCertificateNobodyTrustsIsNotTrusted() {
        GreenMail smtps = smtps();

        transport = over(smtps.getSmtps().getPort(), SmtpSecurity.TLS, new Properties());
        assertRetry(send("pat@customer.example"), Scope.CHANNEL, FailureReason.TLS);
        assertThat(smtps.getReceivedMessages()).isEmpty();

        Properties trusting = new Properties();
        trusting.setProperty("mail.smtp.ssl.trust", "*");
        trusting.setProperty("mail.smtp.ssl.checkserveridentity", "false");
        transport = over(smtps.getSmtps().getPort(), SmtpSecurity.TLS, trusting);
        assertThat(send("pat@customer.example")).isEqualTo(DeliveryResult.delivered());
        assertThat(smtps.getReceivedMessages()).hasSize(1);
    }

    @Test
    void wrongCredentialsParkTheChannelUntilSomebodyActs() throws Exception {
        try (MailServer guarded = MailServer.start(0)) {
            guarded.requireLogin("relay", "right password");

            transport = withLogin(guarded.port(), "relay", "wrong password");
            assertParked(send("pat@customer.example"));
            transport = withLogin(guarded.port(), null, null);
            assertParked(send("pat@customer.example"));

            transport = withLogin(guarded.port(), "relay", "right password");
            assertThat(send("pat@customer.example")).isEqualTo(DeliveryResult.delivered());
        }
    }

    @Test
    void onAnOlderJvmPlatformThreadsDoTheBlocking() throws Exception {
        transport = closeLater(new SmtpTransport(
                List.of(server(
                        SERVER.port(),
                        3,
                        SmtpSecurity.NONE,
                        null,
                        null,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20))),
                SendingRates.UNLIMITED,
                Clock.systemUTC(),
                new Properties(),
                true));

        assertThat(sendAtOnce(20)).containsOnly(DeliveryResult.delivered());
    }

    private DeliveryResult send(String to) {
        return send(to, () -> true);
    }

    private DeliveryResult send(String to, BooleanSupplier stillWanted) {
        return transport.send(
                new OutgoingMail(
                        "status@clicktime.example", to, "Subject: x\r\n\r\ny\r\n".getBytes(StandardCharsets.US_ASCII)),
                stillWanted);
    }

    private List<DeliveryResult> sendAtOnce(int messages) throws Exception {
        List<DeliveryResult> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<DeliveryResult>> all = new ArrayList<>();
            for (int i = 0; i < messages; i++) {
                String to = "pat" + i + "@customer.example";
                all.add(threads.submit(() -> send(to)));
            }
            for (Future<DeliveryResult> one : all) {
                results.add(one.get());
            }
        }
        return results;
    }

    private static void assertRetry(DeliveryResult result, Scope scope, FailureReason reason) {
        assertThat(result).isInstanceOfSatisfying(DeliveryResult.Retry.class, retry -> {
            assertThat(retry.reason()).as(retry.detail()).isEqualTo(reason);
            assertThat(retry.scope()).as(retry.detail()).isEqualTo(scope);
            assertThat(retry.detail()).doesNotContain("@");
        });
    }

    private static void assertRetryOneOf(DeliveryResult result, FailureReason... reasons) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        DeliveryResult.Retry.class,
                        retry -> assertThat(retry.reason()).isIn((Object[]) reasons));
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

    private static void assertParked(DeliveryResult result) {
        assertThat(result).isInstanceOfSatisfying(DeliveryResult.Park.class, park -> {
            assertThat(park.reason()).isEqualTo(FailureReason.CREDENTIALS);
            assertThat(park.detail()).doesNotContain("password");
        });
    }

    private SmtpTransport transport(int connections) {
        return transport(connections, SmtpSecurity.NONE, null, null, Duration.ofSeconds(5), Duration.ofSeconds(20));
    }

    private SmtpTransport withLogin(int port, @Nullable String username, @Nullable String password) {
        return closeLater(new SmtpTransport(
                List.of(server(
                        port, 2, SmtpSecurity.NONE, username, password, Duration.ofSeconds(5), Duration.ofSeconds(20))),
                SendingRates.UNLIMITED,
                Clock.systemUTC()));
    }

    private SmtpTransport over(int port, SmtpSecurity security, Properties extra) {
        return closeLater(new SmtpTransport(
                List.of(server(port, 2, security, null, null, Duration.ofSeconds(5), Duration.ofSeconds(20))),
                SendingRates.UNLIMITED,
                Clock.systemUTC(),
                extra,
                false));
    }

    private SmtpTransport transport(
            int connections,
            SmtpSecurity security,
            @Nullable String username,
            @Nullable String password,
            Duration readTimeout,
            Duration idle) {
        return closeLater(new SmtpTransport(
                List.of(server(SERVER.port(), connections, security, username, password, readTimeout, idle)),
                SendingRates.UNLIMITED,
                Clock.systemUTC()));
    }

    private GreenMail smtps() {
        GreenMail smtps = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
        smtps.start();
        closing.add(smtps::stop);
        return smtps;
    }

    private static SmtpServer server(
            int port,
            int connections,
            SmtpSecurity security,
            @Nullable String username,
            @Nullable String password,
            Duration readTimeout,
            Duration idle) {
        return new SmtpServer(
                "127.0.0.1",
                port,
                security,
                username,
                password,
                connections,
                null,
                Duration.ofSeconds(2),
                readTimeout,
                Duration.ofSeconds(5),
                idle);
    }

    private SmtpTransport closeLater(SmtpTransport opened) {
        closing.add(opened);
        return opened;
    }
}

package org.incidentcomms.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.incidentcomms.email.Outage;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.testkit.mail.MailServer;
import org.incidentcomms.testkit.mail.SmtpFaults;
import org.incidentcomms.testkit.mail.SmtpFaults.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two relays, one of which misbehaves. */
class SeveralRelaysIT {
    private static final MailServer ILL = MailServer.start(0);
    private static final MailServer WELL = MailServer.start(0);
    private static final int CONNECTIONS = 8;

    private final List<AutoCloseable> closing = new ArrayList<>();
    private final SmtpTransport transport = transport(ILL.port(), WELL.port());

    @BeforeEach
    void allIsWell() {
        for (MailServer server : List.of(ILL, WELL)) {
            Outage.ends(server);
            server.faults().clear();
            server.clear();
        }
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : closing) {
            resource.close();
        }
    }

    @AfterAll
    static void end() {
        ILL.close();
        WELL.close();
    }

    @Test
    void bothAreUsed() {
        sendUntilDelivered(40);

        assertThat(ILL.messages()).isNotEmpty();
        assertThat(WELL.messages()).isNotEmpty();
        assertThat(ILL.messages().size() + WELL.messages().size()).isEqualTo(40);
    }

    @Test
    void oneThatIsAwayIsLeftOutAndComesBack() {
        Outage.begins(ILL);
        sendUntilDelivered(40);
        assertThat(WELL.messages()).hasSize(40);
        assertThat(transport.pool().leftOut()).isEqualTo(1);
        assertThat(transport.state().degraded()).isNull();

        Outage.ends(ILL);
        await().until(() -> {
            sendUntilDelivered(1);
            return transport.pool().leftOut() == 0;
        });
        sendUntilDelivered(40);
        assertThat(ILL.messages()).hasSizeGreaterThan(1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "CONNECT, 554 5.7.1 no service here",
        "CONNECT, 421 4.3.2 shutting down",
        "MAIL,    421 4.3.2 shutting down",
        "MAIL,    452 4.3.1 disk full",
        "MAIL,    550 5.7.1 sender refused"
    })
    void whatOneRefusesToEverybodyTheOtherTakesAtOnce(Stage stage, String reply) {
        ILL.faults().reply(stage, reply, SmtpFaults.ALWAYS);

        sendUntilDelivered(40);

        assertThat(WELL.messages()).hasSize(40);
        assertThat(transport.pool().leftOut()).isEqualTo(1);
    }

    @Test
    void oneThatFailsAfterRcptIsLeftOutAndNeverStopsTheChannel() {
        ILL.faults().reply(Stage.END_OF_DATA, "451 4.3.0 queue file write error", SmtpFaults.ALWAYS);

        int failed = 0;
        for (int i = 0; i < 60; i++) {
            DeliveryResult result = send("pat" + i);
            if (!result.equals(DeliveryResult.delivered())) {
                assertThat(result)
                        .isInstanceOfSatisfying(
                                DeliveryResult.Retry.class,
                                retry -> assertThat(retry.scope()).isEqualTo(Scope.DESTINATION));
                failed++;
            }
        }

        assertThat(failed).isGreaterThanOrEqualTo(RelayHealth.FAILURES);
        assertThat(WELL.messages()).hasSize(60 - failed);
        assertThat(transport.pool().leftOut()).isEqualTo(1);
    }

    @Test
    void whereNoneIsThereTheChannelFails() {
        Outage.begins(ILL);
        Outage.begins(WELL);

        for (int i = 0; i < 3; i++) {
            assertThat(send("pat")).isInstanceOfSatisfying(DeliveryResult.Retry.class, retry -> {
                assertThat(retry.scope()).isEqualTo(Scope.CHANNEL);
                assertThat(retry.reason()).isEqualTo(FailureReason.UNREACHABLE);
            });
        }

        Outage.ends(WELL);
        await().until(() -> send("pat").equals(DeliveryResult.delivered()));
    }

    @Test
    void aMessageOneMayHaveTakenIsNotSentByTheOther() {
        ILL.faults().cutAfterAccepting(SmtpFaults.ALWAYS);
        WELL.faults().cutAfterAccepting(SmtpFaults.ALWAYS);

        assertThat(send("pat")).isInstanceOf(DeliveryResult.Uncertain.class);

        await().until(() -> ILL.messages().size() + WELL.messages().size() == 1);
    }

    @Test
    void oneThatNeverAnswersHoldsNoMoreThanItsShare() {
        int messages = 200;
        AtomicInteger delivered = new AtomicInteger();
        ScriptedRelay tarPit = closeLater(ScriptedRelay.start("PIPELINING", client -> {
            while (true) {
                client.line();
            }
        }));
        SmtpTransport both = transport(tarPit.port(), WELL.port());
        ExecutorService threads =
                Executors.newFixedThreadPool(CONNECTIONS, Thread.ofVirtual().factory());
        closing.add(threads::shutdownNow);

        for (int i = 0; i < messages; i++) {
            var unused = threads.submit(
                    () -> delivered.addAndGet(send(both, "pat").equals(DeliveryResult.delivered()) ? 1 : 0));
        }

        await().until(() -> delivered.get() >= messages - CONNECTIONS / 2);
    }

    private void sendUntilDelivered(int messages) {
        for (int i = 0; i < messages; i++) {
            assertThat(send("pat")).isEqualTo(DeliveryResult.delivered());
        }
    }

    private DeliveryResult send(String to) {
        return send(transport, to);
    }

    private static DeliveryResult send(SmtpTransport by, String to) {
        return by.send(
                new OutgoingMail(
                        "status@clicktime.example",
                        to + "@customer.example",
                        "Subject: x\r\n\r\ny\r\n".getBytes(StandardCharsets.US_ASCII)),
                () -> true);
    }

    private SmtpTransport transport(int... ports) {
        Duration timeout = Duration.ofSeconds(30);
        List<SmtpServer> relays = Arrays.stream(ports)
                .mapToObj(port -> new SmtpServer(
                        "127.0.0.1",
                        port,
                        SmtpSecurity.NONE,
                        null,
                        null,
                        CONNECTIONS,
                        "test",
                        timeout,
                        timeout,
                        timeout,
                        Duration.ofSeconds(20)))
                .toList();
        return closeLater(
                new SmtpTransport(relays, SendingRates.UNLIMITED, Clock.systemUTC(), new Properties(), false));
    }

    private <T extends AutoCloseable> T closeLater(T opened) {
        closing.add(opened);
        return opened;
    }
}

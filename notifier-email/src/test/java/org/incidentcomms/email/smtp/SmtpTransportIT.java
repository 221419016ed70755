package org.incidentcomms.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

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
import org.incidentcomms.email.Outage;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.SkipReason;
import org.incidentcomms.testkit.mail.ReceivedMail;
import org.incidentcomms.testkit.mail.SmtpFaults;
import org.incidentcomms.testkit.mail.SmtpFaults.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages arrive whole, over as few connections as are needed. */
@ParameterizedClass(name = "pipelining {0}")
@ValueSource(booleans = {false, true})
class SmtpTransportIT extends SmtpTransportFixture {
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
        SmtpConnection connection = transport.pool().take("pat@customer.example", new HashSet<>(), false);

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
    void anUnusedConnectionIsClosed() {
        transport = transport(2, SmtpSecurity.NONE, null, null, Duration.ofSeconds(5), Duration.ofMillis(300));
        assertThat(send("pat@customer.example")).isEqualTo(DeliveryResult.delivered());
        assertThat(transport.pool().open()).isEqualTo(1);

        await().until(() -> transport.pool().open() == 0);
        assertThat(send("pat@customer.example")).isEqualTo(DeliveryResult.delivered());
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
}

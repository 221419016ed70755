package org.incidentcomms.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.DummySSLServerSocketFactory;
import com.icegreen.greenmail.util.DummySSLSocketFactory;
import java.io.EOFException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.incidentcomms.email.smtp.ScriptedRelay.Client;
import org.incidentcomms.email.smtp.ScriptedRelay.Script;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Rejected;
import org.incidentcomms.kit.channel.DeliveryResult.Retry;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.DeliveryResult.Uncertain;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.SkipReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server may do within a dialogue, pipelined unless a test says otherwise. */
class PipelinedDialogueIT {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String[] ALL_FINE = {"250 sender ok", "250 recipient ok", "354 go on"};

    private final List<AutoCloseable> closing = new ArrayList<>();
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : closing) {
            resource.close();
        }
    }

    @Test
    void commandsLeaveTogetherAndEachMessageAfterTheirReplies() {
        SmtpTransport transport = pipelined(client -> {
            for (int i = 0; i < 2; i++) {
                heard.addAll(client.lines(3)); // no reply before the third
                client.say(ALL_FINE);
                heard.addAll(client.message());
                client.say("250 queued");
            }
        });

        assertThat(send(transport, "pat")).isEqualTo(DeliveryResult.delivered());
        assertThat(send(transport, "sue")).isEqualTo(DeliveryResult.delivered());
        assertThat(heard)
                .containsExactly(
                        "MAIL FROM:<status@clicktime.example>",
                        "RCPT TO:<pat@customer.example>",
                        "DATA",
                        "Subject: x",
                        "",
                        "..y",
                        "MAIL FROM:<status@clicktime.example>",
                        "RCPT TO:<sue@customer.example>",
                        "DATA",
                        "Subject: x",
                        "",
                        "..y");
    }

    @Test
    void theNextEnvelopeLeavesWithTheMessageBefore() {
        SmtpTransport transport = pipelined(client -> {
            client.lines(3);
            client.say(ALL_FINE);
            client.message();
            heard.addAll(client.lines(3)); // no reply to the message before
            client.say("250 queued");
            client.say(ALL_FINE);
            heard.addAll(client.message());
            client.say("250 queued");
        });

        assertThat(send(transport, "pat", "sue")).isEqualTo(DeliveryResult.delivered());
        assertThat(send(transport, "sue")).isEqualTo(DeliveryResult.delivered());
        assertThat(heard)
                .containsExactly(
                        "MAIL FROM:<status@clicktime.example>",
                        "RCPT TO:<sue@customer.example>",
                        "DATA",
                        "Subject: x",
                        "",
                        "..y");
    }

    @Test
    void whoWasAnnouncedAndIsNotSentToGetsNothingAndTheNextMessageAnotherConnection() {
        AtomicInteger connections = new AtomicInteger();
        SmtpTransport transport = pipelined(client -> {
            connections.incrementAndGet();
            heard.addAll(client.lines(3));
            client.say(ALL_FINE);
            client.message();
            client.say("250 queued");
            client.lines(3);
            client.say(ALL_FINE);
            client.message();
            heard.add("a message to who was announced");
        });

        assertThat(send(transport, "pat", "sue")).isEqualTo(DeliveryResult.delivered());
        assertThat(send(transport, "joe")).isEqualTo(DeliveryResult.delivered());

        assertThat(connections).hasValue(2);
        assertThat(heard)
                .containsExactly(
                        "MAIL FROM:<status@clicktime.example>",
                        "RCPT TO:<pat@customer.example>",
                        "DATA",
                        "MAIL FROM:<status@clicktime.example>",
                        "RCPT TO:<joe@customer.example>",
                        "DATA");
    }

    @Test
    void whoLeftAfterTheAnnouncementGetsNothing() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        SmtpTransport transport = pipelined(client -> {
            client.lines(3);
            client.say(ALL_FINE);
            client.message();
            client.say("250 queued");
            client.lines(3);
            client.say(ALL_FINE);
            try {
                heard.addAll(client.message());
            } catch (EOFException e) {
                closed.countDown();
            }
        });

        assertThat(send(transport, "pat", "sue")).isEqualTo(DeliveryResult.delivered());
        assertThat(transport.send(mail("sue", null), () -> false)).isEqualTo(DeliveryResult.skipped(SkipReason.LEFT));

        assertThat(closed.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(heard).isEmpty();
    }

    @Test
    void anAnnouncedRecipientWhoIsRefusedIsAnAnswerLikeAnyOther() {
        SmtpTransport transport = pipelined(client -> {
            client.lines(3);
            client.say(ALL_FINE);
            client.message();
            client.say("250 queued");
            client.lines(3);
            client.say("250 ok", "550 5.1.1 no such user", "503 5.5.1 no valid recipients");
            heard.addAll(client.lines(4));
            client.say("250 reset");
            client.say(ALL_FINE);
            client.message();
            client.say("250 queued");
        });

        assertThat(send(transport, "pat", "sue")).isEqualTo(DeliveryResult.delivered());
        assertThat(send(transport, "sue", "joe"))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(FailureReason.NO_SUCH_RECIPIENT));
        assertThat(send(transport, "joe")).isEqualTo(DeliveryResult.delivered());
        assertThat(heard.getFirst()).isEqualTo("RSET");
    }

    @Test
    void repliesOfSeveralLinesMayComeInPieces() {
        SmtpTransport transport = pipelined(client -> {
            client.lines(3);
            for (String piece : "250-sender\r\n250 ok\r\n250-a\r\n250-b\r\n250 c\r\n354 go\r\n".split("")) {
                client.mumble(piece);
            }
            client.message();
            client.say("250-queued", "250 as 1");
        });

        assertThat(send(transport, "pat")).isEqualTo(DeliveryResult.delivered());
    }

    @ParameterizedTest(name = "DATA after the refusal: {0}")
    @ValueSource(strings = {"503 5.5.1 no valid recipients", "554 no valid recipients", "354 go on"})
    void afterARefusedRecipientTheNextMessageUsesTheSameConnection(String dataReply) {
        AtomicInteger connections = new AtomicInteger();
        SmtpTransport transport = pipelined(client -> {
            connections.incrementAndGet();
            client.lines(3);
            client.say("250 ok", "550-5.1.1 no such", "550 5.1.1 user", dataReply);
            if (dataReply.startsWith("354")) {
                heard.add(client.line());
                client.say("554 no valid recipients");
            }
            heard.add(client.line());
            client.lines(3);
            client.say("250 reset");
            client.say(ALL_FINE);
            client.message();
            client.say("250 queued");
        });

        assertThat(send(transport, "gone"))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(FailureReason.NO_SUCH_RECIPIENT));
        assertThat(send(transport, "pat")).isEqualTo(DeliveryResult.delivered());
        assertThat(connections).hasValue(1);
        assertThat(heard).isEqualTo(dataReply.startsWith("354") ? List.of(".", "RSET") : List.of("RSET"));
    }

    @Test
    void afterARefusalWhoseOtherRepliesAreLateTheConnectionIsNotUsedAgain() {
        AtomicInteger connections = new AtomicInteger();
        SmtpTransport transport = transport(
                ScriptedRelay.start("PIPELINING", client -> {
                    client.lines(3);
                    if (connections.incrementAndGet() == 1) {
                        client.say("250 ok", "550 5.1.1 no such user");
                        client.lines(3);
                        client.say("503 no valid recipients");
                    }
                    client.say(ALL_FINE);
                    client.message();
                    client.say("250 queued");
                }),
                SHORT,
                LONG,
                SmtpSecurity.NONE,
                new Properties());

        assertThat(send(transport, "gone")).isInstanceOf(Rejected.class);
        assertThat(send(transport, "pat")).isEqualTo(DeliveryResult.delivered());
    }

    @Test
    void aServerThatHangsUpAtOneRecipientDoesNotStopTheChannel() {
        SmtpTransport transport = pipelined(client -> {
            client.line(); // the rest stays unread, so closing resets the connection
            client.socket.setSoLinger(true, 0);
        });

        assertThat(send(transport, "pat")).isInstanceOfSatisfying(Retry.class, retry -> {
            assertThat(retry.scope()).isEqualTo(Scope.DESTINATION);
            assertThat(retry.reason()).isEqualTo(FailureReason.CONNECTION_LOST);
        });
    }

    @Test
    void aMessageRefusedWhileItIsStillSentIsRefusedAndNotUncertain() {
        SmtpTransport transport = pipelined(client -> {
            client.lines(3);
            client.say(ALL_FINE);
            client.line();
            client.say("552 5.3.4 message too big"); // then closes with most of it unread, which is a reset
        });

        byte[] content = "line\r\n".repeat(2 << 20).getBytes(StandardCharsets.US_ASCII);
        assertThat(send(transport, "pat", content))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(FailureReason.INVALID));
    }

    @Test
    void aReplyWithoutAnEndIsNotReadForEver() {
        SmtpTransport transport = pipelined(client -> {
            while (true) {
                client.mumble("250-and so on");
            }
        });

        assertThat(send(transport, "pat")).isInstanceOf(Retry.class);
    }

    @ParameterizedTest(name = "over {0}")
    @ValueSource(strings = {"PIPELINING", "8BITMIME"})
    void aServerThatStopsReadingHoldsNoThread(String extension) throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        closing.add(ended::countDown);
        SmtpTransport transport = transport(
                ScriptedRelay.start(extension, client -> {
                    for (String reply : ALL_FINE) {
                        client.line();
                        client.say(reply);
                    }
                    ended.await();
                }),
                LONG,
                SHORT,
                SmtpSecurity.NONE,
                new Properties());

        assertThat(reason(send(transport, "pat", new byte[16 << 20]))).isEqualTo(FailureReason.TIMED_OUT);
    }

    @ParameterizedTest(name = "over {0}")
    @ValueSource(strings = {"PIPELINING", "8BITMIME"})
    void aServerThatSendsAByteNowAndThenHoldsNoThread(String extension) {
        SmtpTransport transport = transport(
                ScriptedRelay.start(extension, client -> {
                    client.line();
                    while (true) {
                        client.mumble("2");
                        Thread.sleep(20);
                    }
                }),
                SHORT,
                LONG,
                SmtpSecurity.NONE,
                new Properties());

        assertThat(reason(send(transport, "pat"))).isIn(FailureReason.TIMED_OUT);
    }

    @Test
    void aServerThatSendsAByteNowAndThenInsteadOfItsGreetingHoldsNoThread() {
        SmtpTransport transport = transport(
                ScriptedRelay.start(() -> new ServerSocket(0), client -> {
                    while (true) {
                        client.mumble("2");
                        Thread.sleep(20);
                    }
                }),
                SHORT,
                LONG,
                SmtpSecurity.NONE,
                new Properties());

        assertThat(reason(send(transport, "pat"))).isEqualTo(FailureReason.TIMED_OUT);
    }

    @Test
    void overTlsFromTheFirstByteMessagesArePipelinedToo() throws Exception {
        SmtpTransport transport = transport(
                ScriptedRelay.start(() -> new DummySSLServerSocketFactory().createServerSocket(0), client -> {
                    client.say("220 scripted ESMTP");
                    client.line();
                    client.say("250-scripted", "250 PIPELINING");
                    takeOne(client);
                }),
                LONG,
                LONG,
                SmtpSecurity.TLS,
                trusting());

        assertThat(send(transport, "pat")).isEqualTo(DeliveryResult.delivered());
    }

    @Test
    void afterStarttlsMessagesArePipelinedToo() {
        SmtpTransport transport = transport(
                ScriptedRelay.start("STARTTLS", client -> {
                    client.line();
                    client.say("220 go ahead");
                    SSLSocket tls =
                            (SSLSocket) serverSide().createSocket(client.socket, null, client.socket.getPort(), true);
                    tls.setUseClientMode(false);
                    Client secured = new Client(tls);
                    secured.line();
                    secured.say("250-scripted", "250 PIPELINING");
                    takeOne(secured);
                }),
                LONG,
                LONG,
                SmtpSecurity.STARTTLS,
                trusting());

        assertThat(send(transport, "pat")).isEqualTo(DeliveryResult.delivered());
    }

    private static void takeOne(Client client) throws Exception {
        client.lines(3);
        client.say(ALL_FINE);
        client.message();
        client.say("250 queued");
        client.line();
    }

    private static SSLSocketFactory serverSide() throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(new DummySSLServerSocketFactory().getKeyStore(), "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context.getSocketFactory();
    }

    private static Properties trusting() {
        Properties properties = new Properties();
        properties.put("mail.smtp.ssl.socketFactory", new DummySSLSocketFactory());
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "false");
        return properties;
    }

    private static FailureReason reason(DeliveryResult result) {
        return switch (result) {
            case Retry retry -> retry.reason();
            case Uncertain uncertain -> uncertain.reason();
            default -> throw new AssertionError("neither retry nor uncertain: " + result);
        };
    }

    private SmtpTransport pipelined(Script script) {
        return transport(ScriptedRelay.start("PIPELINING", script), LONG, LONG, SmtpSecurity.NONE, new Properties());
    }

    private SmtpTransport transport(
            ScriptedRelay relay, Duration read, Duration write, SmtpSecurity security, Properties extra) {
        SmtpServer server = new SmtpServer(
                "127.0.0.1", relay.port(), security, null, null, 2, "test", LONG, read, write, Duration.ofSeconds(20));
        SmtpTransport transport =
                new SmtpTransport(List.of(server), SendingRates.UNLIMITED, Clock.systemUTC(), extra, false);
        closing.add(relay);
        closing.add(transport);
        return transport;
    }

    private static DeliveryResult send(SmtpTransport transport, String to) {
        return send(transport, to, "Subject: x\r\n\r\n.y".getBytes(StandardCharsets.US_ASCII));
    }

    private static DeliveryResult send(SmtpTransport transport, String to, @Nullable String next) {
        return transport.send(mail(to, next), () -> true);
    }

    private static OutgoingMail mail(String to, @Nullable String next) {
        return new OutgoingMail(
                "status@clicktime.example",
                to + "@customer.example",
                next == null ? null : next + "@customer.example",
                "Subject: x\r\n\r\n.y".getBytes(StandardCharsets.US_ASCII));
    }

    private static DeliveryResult send(SmtpTransport transport, String to, byte[] content) {
        return transport.send(
                new OutgoingMail("status@clicktime.example", to + "@customer.example", content), () -> true);
    }
}

package org.incidentcomms.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Rejected;
import org.incidentcomms.kit.channel.DeliveryResult.Retry;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.DeliveryResult.Uncertain;
import org.incidentcomms.kit.channel.FailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that hangs up, stalls, trickles or talks without end holds no thread and stops no channel. */
class HostileServerIT extends ScriptedDialogueFixture {
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

    private static FailureReason reason(DeliveryResult result) {
        return switch (result) {
            case Retry retry -> retry.reason();
            case Uncertain uncertain -> uncertain.reason();
            default -> throw new AssertionError("neither retry nor uncertain: " + result);
        };
    }
}

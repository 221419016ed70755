package org.incidentcomms.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Rejected;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.SkipReason;
import org.junit.jupiter.api.Test;

/** The next envelope may leave with the message before: what the announced recipient gets. */
class AnnouncedRecipientIT extends ScriptedDialogueFixture {
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
    void whoIsAnnouncedHasTheirOwnReturnPath() {
        SmtpTransport transport = pipelined(client -> {
            client.lines(3);
            client.say(ALL_FINE);
            client.message();
            heard.addAll(client.lines(2));
            client.say("250 queued");
        });

        assertThat(transport.send(
                        new OutgoingMail(
                                "bounces+pat@clicktime.example",
                                "pat@customer.example",
                                "sue@customer.example",
                                "bounces+sue@clicktime.example",
                                false,
                                "Subject: x\r\n\r\n.y".getBytes(StandardCharsets.US_ASCII)),
                        () -> true))
                .isEqualTo(DeliveryResult.delivered());

        assertThat(heard)
                .containsExactly("MAIL FROM:<bounces+sue@clicktime.example>", "RCPT TO:<sue@customer.example>");
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
}

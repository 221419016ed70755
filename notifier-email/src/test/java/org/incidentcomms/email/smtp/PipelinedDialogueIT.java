package org.incidentcomms.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.DummySSLServerSocketFactory;
import com.icegreen.greenmail.util.DummySSLSocketFactory;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.incidentcomms.email.smtp.ScriptedRelay.Client;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Rejected;
import org.incidentcomms.kit.channel.FailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands and replies of a pipelined dialogue, in clear text and over TLS. */
class PipelinedDialogueIT extends ScriptedDialogueFixture {
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
}

package org.incidentcomms.email.smtp;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.incidentcomms.email.smtp.ScriptedRelay.Script;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Sends to a {@link ScriptedRelay}, pipelined unless a test says otherwise. */
abstract class ScriptedDialogueFixture {
    static final Duration LONG = Duration.ofSeconds(30);
    static final Duration SHORT = Duration.ofMillis(300);
    static final String[] ALL_FINE = {"250 sender ok", "250 recipient ok", "354 go on"};

    final List<AutoCloseable> closing = new ArrayList<>();
    final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : closing) {
            resource.close();
        }
    }

    SmtpTransport pipelined(Script script) {
        return transport(ScriptedRelay.start("PIPELINING", script), LONG, LONG, SmtpSecurity.NONE, new Properties());
    }

    SmtpTransport transport(
            ScriptedRelay relay, Duration read, Duration write, SmtpSecurity security, Properties extra) {
        return transport(relay, read, write, LONG, security, extra);
    }

    SmtpTransport transport(
            ScriptedRelay relay,
            Duration read,
            Duration write,
            Duration data,
            SmtpSecurity security,
            Properties extra) {
        SmtpServer server = new SmtpServer(
                "127.0.0.1",
                relay.port(),
                security,
                null,
                null,
                2,
                "test",
                LONG,
                read,
                write,
                data,
                Duration.ofSeconds(20),
                1);
        SmtpTransport transport =
                new SmtpTransport(List.of(server), SendingRates.UNLIMITED, Clock.systemUTC(), extra, false);
        closing.add(relay);
        closing.add(transport);
        return transport;
    }

    static DeliveryResult send(SmtpTransport transport, String to) {
        return send(transport, to, "Subject: x\r\n\r\n.y".getBytes(StandardCharsets.US_ASCII));
    }

    static DeliveryResult send(SmtpTransport transport, String to, @Nullable String next) {
        return transport.send(mail(to, next), () -> true);
    }

    static OutgoingMail mail(String to, @Nullable String next) {
        return new OutgoingMail(
                "status@clicktime.example",
                to + "@customer.example",
                next == null ? null : next + "@customer.example",
                "Subject: x\r\n\r\n.y".getBytes(StandardCharsets.US_ASCII));
    }

    static DeliveryResult send(SmtpTransport transport, String to, byte[] content) {
        return transport.send(
                new OutgoingMail("status@clicktime.example", to + "@customer.example", content), () -> true);
    }
}

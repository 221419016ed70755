package org.incidentcomms.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.incidentcomms.email.Outage;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.testkit.mail.MailServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;

/** A transport to a real SMTP server with injected faults, which offers PIPELINING or not. */
abstract class SmtpTransportFixture {
    /** One for all classes; it ends with the JVM. */
    static final MailServer SERVER = MailServer.start(0);

    static final Duration SOON = Duration.ofSeconds(10);

    @Parameter
    boolean pipelining;

    final List<AutoCloseable> closing = new ArrayList<>();
    SmtpTransport transport = transport(4);

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

    DeliveryResult send(String to) {
        return send(to, () -> true);
    }

    DeliveryResult send(String to, BooleanSupplier stillWanted) {
        return transport.send(
                new OutgoingMail(
                        "status@clicktime.example", to, "Subject: x\r\n\r\ny\r\n".getBytes(StandardCharsets.US_ASCII)),
                stillWanted);
    }

    static void assertRetry(DeliveryResult result, Scope scope, FailureReason reason) {
        assertThat(result).isInstanceOfSatisfying(DeliveryResult.Retry.class, retry -> {
            assertThat(retry.reason()).as(retry.detail()).isEqualTo(reason);
            assertThat(retry.scope()).as(retry.detail()).isEqualTo(scope);
            assertThat(retry.detail()).doesNotContain("@");
        });
    }

    SmtpTransport transport(int connections) {
        return transport(connections, SmtpSecurity.NONE, null, null, Duration.ofSeconds(5), Duration.ofSeconds(20));
    }

    SmtpTransport transport(
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

    static SmtpServer server(
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

    SmtpTransport closeLater(SmtpTransport opened) {
        closing.add(opened);
        return opened;
    }
}

package org.incidentcomms.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.testkit.mail.MailServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS and credentials: without what is required, nothing is sent. */
@ParameterizedClass(name = "pipelining {0}")
@ValueSource(booleans = {false, true})
class SmtpSecurityIT extends SmtpTransportFixture {
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

    private static void assertRetryOneOf(DeliveryResult result, FailureReason... reasons) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        DeliveryResult.Retry.class,
                        retry -> assertThat(retry.reason()).isIn((Object[]) reasons));
    }

    private static void assertParked(DeliveryResult result) {
        assertThat(result).isInstanceOfSatisfying(DeliveryResult.Park.class, park -> {
            assertThat(park.reason()).isEqualTo(FailureReason.CREDENTIALS);
            assertThat(park.detail()).doesNotContain("password");
        });
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

    private GreenMail smtps() {
        GreenMail smtps = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
        smtps.start();
        closing.add(smtps::stop);
        return smtps;
    }
}

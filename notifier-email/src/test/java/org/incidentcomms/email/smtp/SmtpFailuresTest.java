package org.incidentcomms.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.net.ssl.SSLHandshakeException;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mapping of failures to results. */
class SmtpFailuresTest {
    private static final Instant NOW = Instant.parse("2026-02-02T16:40:00Z");
    private final SmtpFailures failures = new SmtpFailures(Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest(name = "{0}: {1} is {2} {3} {4}")
    @CsvSource({
        // connecting concerns everybody
        "CONNECT, 421 4.3.2 shutting down,                   Retry,    CHANNEL,     RATE_LIMITED",
        "CONNECT, 450 later,                                 Retry,    CHANNEL,     TEMPORARY",
        "CONNECT, 554 no service here,                       Retry,    CHANNEL,     POLICY",
        "CONNECT, 454 4.7.0 TLS not available,               Retry,    CHANNEL,     TEMPORARY",
        "CONNECT, 535 5.7.8 bad credentials,                 Park,     -,           CREDENTIALS",
        "CONNECT, 534 5.7.9 mechanism too weak,              Park,     -,           CREDENTIALS",
        // so does the sender
        "MAIL,    421 4.7.0 too many messages,               Retry,    CHANNEL,     RATE_LIMITED",
        "MAIL,    451 4.3.0 try later,                       Retry,    CHANNEL,     TEMPORARY",
        "MAIL,    452 4.3.1 insufficient storage,            Retry,    CHANNEL,     TEMPORARY",
        "MAIL,    530 5.7.0 authentication required,         Park,     -,           CREDENTIALS",
        "MAIL,    550 5.7.1 sender refused,                  Park,     -,           POLICY",
        "MAIL,    553 5.1.8 sender domain unknown,           Park,     -,           POLICY",
        "MAIL,    503 5.5.1 bad sequence,                    Retry,    DESTINATION, UNEXPECTED",
        // RCPT concerns one recipient
        "RCPT,    550 5.1.1 no such user,                    Rejected, -,           NO_SUCH_RECIPIENT",
        "RCPT,    550 no such user,                          Rejected, -,           NO_SUCH_RECIPIENT",
        "RCPT,    551 5.1.6 moved,                           Rejected, -,           NO_SUCH_RECIPIENT",
        "RCPT,    553 mailbox name not allowed,              Rejected, -,           NO_SUCH_RECIPIENT",
        "RCPT,    550 5.2.1 mailbox disabled,                Rejected, -,           NO_SUCH_RECIPIENT",
        "RCPT,    550 5.4.1 recipient address rejected,      Rejected, -,           NO_SUCH_RECIPIENT",
        "RCPT,    550 5.4.4 host not found,                  Rejected, -,           NO_SUCH_RECIPIENT",
        "RCPT,    550 5.4.1 no answer from host,             Retry,    DESTINATION, TEMPORARY",
        "RCPT,    550 5.4.6 mail loops back,                 Retry,    DESTINATION, TEMPORARY",
        "END,     554 5.4.7 delivery time expired,           Retry,    DESTINATION, TEMPORARY",
        "RCPT,    550 5.4.5 daily limit exceeded,            Park,     -,           BUDGET_SPENT",
        "END,     550 5.4.5 daily limit exceeded,            Park,     -,           BUDGET_SPENT",
        "RCPT,    556 5.1.10 domain takes no mail,           Rejected, -,           NO_SUCH_RECIPIENT",
        "RCPT,    501 5.1.3 bad address syntax,              Rejected, -,           NO_SUCH_RECIPIENT",
        "RCPT,    501 syntax error,                          Rejected, -,           INVALID",
        "RCPT,    500 what,                                  Rejected, -,           INVALID",
        "RCPT,    550 5.7.1 relaying denied,                 Retry,    DESTINATION, POLICY",
        "RCPT,    554 5.7.1 blocked,                         Retry,    DESTINATION, POLICY",
        "RCPT,    554 refused,                               Retry,    DESTINATION, POLICY",
        "RCPT,    450 4.2.0 greylisted,                      Retry,    DESTINATION, TEMPORARY",
        "RCPT,    451 4.7.1 greylisted,                      Retry,    DESTINATION, TEMPORARY",
        "RCPT,    452 4.5.3 too many recipients,             Retry,    DESTINATION, RATE_LIMITED",
        "RCPT,    452 4.2.2 mailbox full,                    Retry,    DESTINATION, TEMPORARY",
        "RCPT,    552 5.2.2 mailbox full,                    Retry,    DESTINATION, TEMPORARY",
        "RCPT,    552 too many recipients,                   Retry,    DESTINATION, RATE_LIMITED",
        "RCPT,    421 4.7.0 slow down,                       Retry,    DESTINATION, RATE_LIMITED",
        "RCPT,    550 blocked using a block list,            Retry,    DESTINATION, POLICY",
        "RCPT,    550 5.0.0 relaying denied,                 Retry,    DESTINATION, POLICY",
        "RCPT,    553 sorry your reputation is bad,          Retry,    DESTINATION, POLICY",
        "RCPT,    550 5.1.8 sender's domain not found,       Retry,    DESTINATION, POLICY",
        "RCPT,    550 5.1.1 user unknown or access denied,   Rejected, -,           NO_SUCH_RECIPIENT",
        "RCPT,    550 5.0.0 no such user,                    Rejected, -,           NO_SUCH_RECIPIENT",
        "RCPT,    552 5.3.4 message too big,                 Rejected, -,           INVALID",
        "RCPT,    552 message size exceeds the limit,        Rejected, -,           INVALID",
        "MAIL,    552 5.3.4 message too big,                 Rejected, -,           INVALID",
        // content: the server's reply after the final dot is certain
        "DATA,    451 4.3.0 try later,                       Retry,    DESTINATION, TEMPORARY",
        "DATA,    554 5.5.1 no valid recipients,             Rejected, -,           INVALID",
        "END,     451 4.3.0 try later,                       Retry,    DESTINATION, TEMPORARY",
        "END,     421 4.3.2 shutting down,                   Retry,    DESTINATION, RATE_LIMITED",
        "END,     552 5.3.4 message too big,                 Rejected, -,           INVALID",
        "END,     554 5.7.1 spam,                            Retry,    DESTINATION, POLICY",
        "END,     554 transaction failed,                    Retry,    DESTINATION, POLICY",
        "END,     550 5.1.1 no such user after all,          Rejected, -,           NO_SUCH_RECIPIENT",
        "END,     550 5.2.1 mailbox disabled,                Rejected, -,           NO_SUCH_RECIPIENT",
        "END,     550 no such user after all,                Rejected, -,           NO_SUCH_RECIPIENT",
        "END,     550 looks like spam,                       Retry,    DESTINATION, POLICY",
        "END,     550 5.7.26 DMARC failed,                   Retry,    DESTINATION, POLICY",
        "END,     552 too big,                               Rejected, -,           INVALID",
        "END,     550 message too large,                     Rejected, -,           INVALID",
        "END,     552 5.2.3 longer than allowed,             Rejected, -,           INVALID",
        "END,     552 mailbox is full,                       Retry,    DESTINATION, TEMPORARY",
        "END,     554 5.6.0 malformed,                       Rejected, -,           INVALID",
        "END,     550 5.6.0 malformed,                       Rejected, -,           INVALID"
    })
    void aReplyMeans(SmtpStage stage, String reply, String kind, String scope, String reason) {
        SmtpReply said = new SmtpReply(Integer.parseInt(reply.substring(0, 3)), reply + "\n");

        assertThat(told(failures.classify(new SmtpException(stage, said, new MessagingException("refused")))))
                .isEqualTo(kind + " " + scope + " " + reason);
    }

    @ParameterizedTest(name = "{0}: {1} is {2} {3} {4}")
    @CsvSource({
        "CONNECT, refused,    Retry,     CHANNEL,     UNREACHABLE",
        "CONNECT, unknown,    Retry,     CHANNEL,     UNREACHABLE",
        "CONNECT, timeout,    Retry,     CHANNEL,     TIMED_OUT",
        "CONNECT, tls,        Retry,     CHANNEL,     TLS",
        "CONNECT, nostarttls, Retry,     CHANNEL,     TLS",
        "CONNECT, eof,        Retry,     CHANNEL,     CONNECTION_LOST",
        "MAIL,    reset,      Retry,     CHANNEL,     CONNECTION_LOST",
        "MAIL,    timeout,    Retry,     CHANNEL,     TIMED_OUT",
        "RCPT,    reset,      Retry,     DESTINATION, CONNECTION_LOST",
        "RCPT,    timeout,    Retry,     DESTINATION, TIMED_OUT",
        "DATA,    eof,        Retry,     DESTINATION, CONNECTION_LOST",
        "CONTENT, reset,      Retry,     DESTINATION, CONNECTION_LOST",
        "END,     eof,        Uncertain, DESTINATION, CONNECTION_LOST",
        "END,     reset,      Uncertain, DESTINATION, CONNECTION_LOST",
        "END,     timeout,    Uncertain, DESTINATION, TIMED_OUT"
    })
    void silenceMeans(SmtpStage stage, String cause, String kind, String scope, String reason) {
        Exception thrown = switch (cause) {
            case "refused" -> new MessagingException("no", new ConnectException("Connection refused"));
            case "unknown" -> new MessagingException("no", new UnknownHostException("smtp.example"));
            case "timeout" -> new MessagingException("no", new SocketTimeoutException("Read timed out"));
            case "tls" -> new MessagingException("no", new SSLHandshakeException("PKIX path building failed"));
            case "nostarttls" -> new MessagingException("STARTTLS is required but host does not support STARTTLS");
            case "reset" -> new MessagingException("no", new SocketException("Connection reset"));
            default -> new MessagingException("[EOF]");
        };

        assertThat(told(failures.classify(new SmtpException(stage, null, thrown))))
                .isEqualTo(kind + " " + scope + " " + reason);
    }

    @Test
    void aTemporaryLoginFailureIsNotTakenForWrongCredentials() {
        SmtpReply reply = new SmtpReply(454, "454 4.7.0 Temporary authentication failure\n");

        assertThat(told(failures.classify(
                        new SmtpException(SmtpStage.CONNECT, reply, new AuthenticationFailedException("454")))))
                .isEqualTo("Retry CHANNEL TEMPORARY");
    }

    @Test
    void apolicyRefusalIsTriedAgainAfterHalfAnHour() {
        SmtpReply reply = new SmtpReply(550, "550 5.7.1 relaying denied\n");

        DeliveryResult result =
                failures.classify(new SmtpException(SmtpStage.RCPT, reply, new MessagingException("refused")));

        assertThat(result)
                .isInstanceOfSatisfying(
                        DeliveryResult.Retry.class,
                        retry -> assertThat(retry.earliest()).isEqualTo(NOW.plusSeconds(1800)));
    }

    @Test
    void whatTheServerSaidIsKeptWithoutAddresses() {
        SmtpReply reply =
                new SmtpReply(550, "550-5.1.1 <pat@customer.example>: unknown\r\n550 5.1.1 ask sue@x.example\n");

        DeliveryResult result =
                failures.classify(new SmtpException(SmtpStage.RCPT, reply, new MessagingException("refused")));

        assertThat(result)
                .isInstanceOfSatisfying(
                        DeliveryResult.Rejected.class,
                        rejected -> assertThat(rejected.detail())
                                .contains("5.1.1")
                                .contains("unknown")
                                .doesNotContain("@")
                                .doesNotContain("\n"));
    }

    private static String told(DeliveryResult result) {
        return switch (result) {
            case DeliveryResult.Retry retry -> "Retry " + retry.scope() + " " + retry.reason();
            case DeliveryResult.Uncertain uncertain -> "Uncertain " + uncertain.scope() + " " + uncertain.reason();
            case DeliveryResult.Rejected rejected -> "Rejected - " + rejected.reason();
            case DeliveryResult.Park park -> "Park - " + park.reason();
            case DeliveryResult.Delivered delivered -> "Delivered";
            case DeliveryResult.Skipped skipped -> "Skipped";
            case DeliveryResult.Deferred deferred -> "Deferred - " + deferred.reason();
        };
    }
}

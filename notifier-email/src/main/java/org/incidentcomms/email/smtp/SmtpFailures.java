package org.incidentcomms.email.smtp;

import static org.incidentcomms.kit.channel.DeliveryResult.Scope.CHANNEL;
import static org.incidentcomms.kit.channel.DeliveryResult.Scope.DESTINATION;

import jakarta.mail.AuthenticationFailedException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.FailureReason;

/**
 * Maps each SMTP failure to a delivery result.
 *
 * <p>Connecting, EHLO, AUTH and MAIL concern the whole channel: they would fail the same for every recipient. RCPT and
 * everything after it concern one recipient, so that one bad address cannot stop the others. A 5.7.x (policy) does not
 * mean that the recipient does not exist: it is retried later. {@link RefusalStreak} decides what may still be a fault
 * of the relay.
 */
final class SmtpFailures {
    /** RFC 5321, 4.5.4.1: retry interval for a refused destination, at least 30 minutes. */
    static final Duration POLICY_PAUSE = Duration.ofMinutes(30);

    private static final Pattern POLICY_WORDS =
            words("policy|spam\\w*|unsolicited|block(ed|list\\w*)?|black-?list\\w*|banned|reputation|rbl|dnsbl|"
                    + "spf|dkim|dmarc|denied|relay(ing)?|not (allowed|permitted) to (send|relay)");

    private static final Pattern SIZE_WORDS = words("(message|mail|content|size).*(too (big|large|long)|exceeds?)");
    /** Exchange Online refuses unknown recipients at its edge with "5.4.1 Recipient address rejected". */
    private static final Pattern RECIPIENT_WORDS = words("recipient|address|user|mailbox");

    private static final Pattern FULL_WORDS = words("quota|(mailbox|inbox|box).* full|storage");

    private final Clock clock;

    SmtpFailures(Clock clock) {
        this.clock = clock;
    }

    DeliveryResult classify(SmtpException failure) {
        SmtpReply reply = failure.reply();
        return reply == null ? withoutReply(failure) : ofReply(failure, reply);
    }

    private DeliveryResult ofReply(SmtpException failure, SmtpReply reply) {
        if (reply.code() == 530 || reply.code() == 535 || reply.code() == 534 || reply.code() == 538) {
            return new DeliveryResult.Park(FailureReason.CREDENTIALS, reply.detail());
        }
        if (reply.isEnhanced("5.4.5")) { // RFC 3463: a quota is used up, which concerns all recipients
            return new DeliveryResult.Park(FailureReason.BUDGET_SPENT, reply.detail());
        }
        if (reply.isEnhanced("5.3.4") || reply.isEnhanced("5.2.3") || reply.isEnhanced("5.6.")) { // size or content
            return DeliveryResult.rejected(FailureReason.INVALID, reply.detail());
        }
        return switch (failure.stage()) {
            case CONNECT -> ofConnecting(failure, reply);
            case IDLE, MAIL -> ofSender(reply);
            case RCPT -> ofRecipient(reply);
            case DATA, CONTENT, END -> ofContent(reply);
        };
    }

    private static DeliveryResult ofConnecting(SmtpException failure, SmtpReply reply) {
        if (reply.isTemporary()) {
            return DeliveryResult.retry(temporary(reply), CHANNEL, reply.detail());
        }
        if (failure.hasCause(AuthenticationFailedException.class)) {
            return new DeliveryResult.Park(FailureReason.CREDENTIALS, reply.detail());
        }
        return DeliveryResult.retry(FailureReason.POLICY, CHANNEL, reply.detail());
    }

    private static DeliveryResult ofSender(SmtpReply reply) {
        if (reply.isTemporary()) {
            return DeliveryResult.retry(temporary(reply), CHANNEL, reply.detail());
        }
        if (reply.code() == 503) {
            return DeliveryResult.retry(FailureReason.UNEXPECTED, DESTINATION, reply.detail());
        }
        return new DeliveryResult.Park(FailureReason.POLICY, reply.detail());
    }

    private DeliveryResult ofRecipient(SmtpReply reply) {
        if (reply.isTemporary() || reply.isEnhanced("5.2.2") || reply.isEnhanced("5.5.3") || isRouting(reply)) {
            return DeliveryResult.retry(temporary(reply), DESTINATION, reply.detail());
        }
        if (isPolicy(reply)) {
            return policy(reply);
        }
        if (isDead(reply)) {
            return DeliveryResult.rejected(FailureReason.NO_SUCH_RECIPIENT, reply.detail());
        }
        if (isTooBig(reply)) {
            return DeliveryResult.rejected(FailureReason.INVALID, reply.detail());
        }
        return switch (reply.code()) {
            case 550, 551, 553 -> DeliveryResult.rejected(FailureReason.NO_SUCH_RECIPIENT, reply.detail());
            case 552 -> DeliveryResult.retry(temporary(reply), DESTINATION, reply.detail());
            case 503 -> DeliveryResult.retry(FailureReason.UNEXPECTED, DESTINATION, reply.detail());
            case 521, 554, 571 -> policy(reply);
            case 556 -> DeliveryResult.rejected(FailureReason.NO_SUCH_RECIPIENT, reply.detail());
            default -> DeliveryResult.rejected(FailureReason.INVALID, reply.detail());
        };
    }

    private DeliveryResult ofContent(SmtpReply reply) {
        if (reply.isTemporary()
                || reply.isEnhanced("5.2.2")
                || reply.code() == 503
                || isFull(reply)
                || isRouting(reply)) {
            return DeliveryResult.retry(temporary(reply), DESTINATION, reply.detail());
        }
        if (isPolicy(reply) || reply.code() == 554 && reply.isUnspecific()) {
            return policy(reply);
        }
        boolean refused = reply.code() == 550 || reply.code() == 551 || reply.code() == 553;
        if (isDead(reply) || refused && reply.isUnspecific() && !isTooBig(reply)) {
            return DeliveryResult.rejected(FailureReason.NO_SUCH_RECIPIENT, reply.detail());
        }
        return DeliveryResult.rejected(FailureReason.INVALID, reply.detail());
    }

    /** 5.7.x; 5.1.7 and 5.1.8, which are about the sender; or such words where the code says nothing. */
    private static boolean isPolicy(SmtpReply reply) {
        return reply.isEnhanced("5.7.")
                || reply.isEnhanced("5.1.7")
                || reply.isEnhanced("5.1.8")
                || reply.isUnspecific() && reply.says(POLICY_WORDS);
    }

    private static boolean isDead(SmtpReply reply) {
        return !reply.isUnspecific()
                && (reply.isEnhanced("5.1.") || reply.isEnhanced("5.2.") || reply.isEnhanced("5.4."))
                && !isRouting(reply);
    }

    /** 5.4.x is about the way to the recipient, which can be mended, unless it names a recipient or domain as unknown. */
    private static boolean isRouting(SmtpReply reply) {
        return reply.isEnhanced("5.4.")
                && !reply.isEnhanced("5.4.4")
                && !reply.isEnhanced("5.4.310")
                && !(reply.isEnhanced("5.4.1") && reply.says(RECIPIENT_WORDS));
    }

    private static boolean isTooBig(SmtpReply reply) {
        return reply.isUnspecific() && reply.says(SIZE_WORDS);
    }

    private static boolean isFull(SmtpReply reply) {
        return reply.code() == 552 && reply.isUnspecific() && reply.says(FULL_WORDS);
    }

    private DeliveryResult policy(SmtpReply reply) {
        return new DeliveryResult.Retry(
                FailureReason.POLICY, DESTINATION, clock.instant().plus(POLICY_PAUSE), reply.detail());
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile("\\b(" + alternatives + ")\\b", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    private static FailureReason temporary(SmtpReply reply) {
        boolean tooMany =
                reply.code() == 421 || reply.text().toLowerCase(Locale.ROOT).contains("too many");
        return tooMany || reply.isEnhanced("4.7.28") ? FailureReason.RATE_LIMITED : FailureReason.TEMPORARY;
    }

    private static DeliveryResult withoutReply(SmtpException failure) {
        FailureReason reason = reason(failure);
        String detail = detail(failure);
        return switch (failure.stage()) {
            case CONNECT, IDLE, MAIL -> DeliveryResult.retry(reason, CHANNEL, detail);
            case RCPT, DATA, CONTENT -> DeliveryResult.retry(reason, DESTINATION, detail);
            case END -> DeliveryResult.uncertain(reason, DESTINATION, detail);
        };
    }

    private static FailureReason reason(SmtpException failure) {
        if (failure.hasCause(SSLException.class) || isMissingStartTls(failure)) {
            return FailureReason.TLS;
        }
        if (failure.hasCause(SocketTimeoutException.class)) {
            return FailureReason.TIMED_OUT;
        }
        if (failure.stage() != SmtpStage.CONNECT) {
            return FailureReason.CONNECTION_LOST;
        }
        return failure.hasCause(IOException.class) ? FailureReason.UNREACHABLE : FailureReason.CONNECTION_LOST;
    }

    private static boolean isMissingStartTls(SmtpException failure) {
        Throwable cause = failure.getCause();
        return failure.stage() == SmtpStage.CONNECT
                && cause != null
                && String.valueOf(cause.getMessage()).contains("STARTTLS is required");
    }

    /** Returns the exception's class name, not its message, which may quote a command with an address. */
    private static String detail(SmtpException failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        String words = innermost.getMessage() == null ? "" : ": " + innermost.getMessage();
        String line = SmtpReply.withoutAddresses(innermost.getClass().getSimpleName() + words)
                .replaceAll("[\\s\\p{Cntrl}]+", " ");
        return "at " + failure.stage() + ", " + (line.length() <= 200 ? line : line.substring(0, 200) + "…");
    }
}

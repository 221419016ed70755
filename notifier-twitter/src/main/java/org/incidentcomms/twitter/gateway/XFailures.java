package org.incidentcomms.twitter.gateway;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Instant;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Park;
import org.incidentcomms.kit.channel.DeliveryResult.Retry;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.DeliveryResult.Uncertain;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.twitter.gateway.XAnswer.Duplicate;
import org.incidentcomms.twitter.gateway.XAnswer.Failed;
import org.incidentcomms.twitter.gateway.XAnswer.ParentGone;
import org.jspecify.annotations.Nullable;

/**
 * The one table of what X's refusals mean. The question behind every row: may the post exist? After a 5xx, a time-out or
 * a lost connection it may, so it is never simply sent again.
 */
final class XFailures {
    private static final Pattern DUPLICATE = Pattern.compile("duplicate content|status is a duplicate");
    private static final Pattern PERMISSION = Pattern.compile("oauth1-permissions|client-forbidden|unsupported-auth"
            + "|not-authorized|app permissions|not configured|access to a subset|suspended|temporarily locked"
            + "|read-only|client-not-enrolled");
    private static final Pattern CONTENT = Pattern.compile(
            "too long|malware|harmful|spam|abusive|violat|unsafe|url-invalid|shortened url|media policy|content policy");
    private static final int DUPLICATE_CODE = 187;

    private XFailures() {}

    /** What an answer other than success means for a post; {@code replying} if it was sent as a reply. */
    static XAnswer ofPost(HttpReply reply, boolean replying, Instant now) {
        Problem problem = Problem.of(reply.body());
        String told = problem.told(reply.status());
        return switch (reply.status()) {
            case 400, 404, 410, 422 -> replying ? new ParentGone(told) : refusedAsWritten(reply.status(), told);
            case 403 -> forbidden(problem, replying, told);
            default -> new Failed(ofCall(reply, problem, now));
        };
    }

    private static XAnswer refusedAsWritten(int status, String told) {
        return new Failed(
                status == 404
                        ? new Park(FailureReason.INVALID, told + " (is TWITTER_API_URL right?)")
                        : DeliveryResult.rejected(FailureReason.INVALID, told));
    }

    private static XAnswer forbidden(Problem problem, boolean replying, String told) {
        String words = problem.words();
        if (problem.code() == DUPLICATE_CODE || DUPLICATE.matcher(words).find()) {
            return new Duplicate(told);
        }
        if (PERMISSION.matcher(words).find()) {
            return new Failed(new Park(FailureReason.CREDENTIALS, told));
        }
        if (replying) {
            return new ParentGone(told);
        }
        return new Failed(
                CONTENT.matcher(words).find()
                        ? DeliveryResult.rejected(FailureReason.POLICY, told)
                        : new Park(FailureReason.CREDENTIALS, told));
    }

    /** What an answer other than success means for reading; nothing is uncertain about that. */
    static DeliveryResult ofRead(HttpReply reply, Instant now) {
        Problem problem = Problem.of(reply.body());
        return switch (ofCall(reply, problem, now)) {
            case Uncertain(FailureReason reason, Scope scope, var earliest, String detail) ->
                new Retry(reason, scope, earliest, detail);
            case DeliveryResult other -> other;
        };
    }

    private static DeliveryResult ofCall(HttpReply reply, Problem problem, Instant now) {
        int status = reply.status();
        String told = problem.told(status);
        if (status >= 500) {
            Instant earliest = RateLimits.retryAfter(reply, now).orElse(null);
            return new Uncertain(FailureReason.TEMPORARY, Scope.CHANNEL, earliest, told);
        }
        return switch (status) {
            case 401, 403, 407 -> new Park(FailureReason.CREDENTIALS, told);
            case 402 -> new Park(FailureReason.BUDGET_SPENT, told);
            case 404 -> new Park(FailureReason.INVALID, told + " (is TWITTER_API_URL right?)");
            case 408 -> new Uncertain(FailureReason.TIMED_OUT, Scope.CHANNEL, null, told);
            case 429 -> tooMany(reply, problem, told, now);
            default ->
                status < 400
                        ? new Park(FailureReason.INVALID, told + " (is TWITTER_API_URL right?)")
                        : DeliveryResult.rejected(FailureReason.INVALID, told);
        };
    }

    /** A month's cap names no end that could be waited for; every other limit does, or ends within minutes. */
    private static DeliveryResult tooMany(HttpReply reply, Problem problem, String told, Instant now) {
        Instant end = RateLimits.end(reply, now);
        if (end == null && problem.words().contains("usage-capped")) {
            return new Park(FailureReason.BUDGET_SPENT, told);
        }
        return new Retry(FailureReason.RATE_LIMITED, Scope.CHANNEL, end, told);
    }

    /** What it means for a post that no answer came. Certain only where no connection was made. */
    static DeliveryResult ofPost(IOException lost) {
        DeliveryResult unreached = unreached(lost);
        if (unreached != null) {
            return unreached;
        }
        return lost instanceof HttpTimeoutException
                ? DeliveryResult.uncertain(FailureReason.TIMED_OUT, Scope.CHANNEL, "X did not answer in time")
                : DeliveryResult.uncertain(
                        FailureReason.CONNECTION_LOST, Scope.CHANNEL, "the connection to X ended before its answer");
    }

    static DeliveryResult ofRead(IOException lost) {
        return switch (ofPost(lost)) {
            case Uncertain(FailureReason reason, Scope scope, var earliest, String detail) ->
                new Retry(reason, scope, earliest, detail);
            case DeliveryResult other -> other;
        };
    }

    private static @Nullable DeliveryResult unreached(IOException lost) {
        for (Throwable cause = lost; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLHandshakeException || cause instanceof SSLPeerUnverifiedException) {
                return DeliveryResult.retry(FailureReason.TLS, Scope.CHANNEL, "X and we could not agree on TLS");
            }
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException
                    || cause instanceof UnresolvedAddressException
                    || cause instanceof HttpConnectTimeoutException) {
                return DeliveryResult.retry(FailureReason.UNREACHABLE, Scope.CHANNEL, "X could not be reached");
            }
        }
        return null;
    }
}

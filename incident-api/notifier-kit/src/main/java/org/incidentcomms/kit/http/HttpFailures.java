package org.incidentcomms.kit.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Instant;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Park;
import org.incidentcomms.kit.channel.DeliveryResult.Retry;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.DeliveryResult.Uncertain;
import org.incidentcomms.kit.channel.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * The one mapping from an unsuccessful response, or none, to a delivery result. Every row answers one question: may the
 * request have been carried out? After a 5xx, a time-out or a lost connection it may, so it is retried only where a
 * repeat does no harm.
 *
 * @param remote the remote system's name at the beginning of a sentence: "X"
 * @param scope {@code CHANNEL} if all deliveries go to this one server; {@code DESTINATION} if each recipient has its
 *     own server, whose failure does not affect the others
 * @param repeatable whether the request is idempotent, as reading is
 */
public record HttpFailures(String remote, Scope scope, boolean repeatable) {

    /** For a channel with one server, and requests that are not idempotent. */
    public static HttpFailures of(String remote) {
        return new HttpFailures(remote, Scope.CHANNEL, false);
    }

    /** The same remote system, for idempotent requests. */
    public HttpFailures whenRepeatable() {
        return new HttpFailures(remote, scope, true);
    }

    /** Maps an unsuccessful response. */
    public DeliveryResult ofReply(HttpReply reply, Instant now) {
        return ofReply(reply, ErrorText.of(remote, reply), now);
    }

    /** The same, with the caller's own text of the response: {@code told} is shown to operators. */
    public DeliveryResult ofReply(HttpReply reply, String told, Instant now) {
        Instant earliest = RetryAfter.of(reply, now).orElse(null);
        int status = reply.status();
        if (status >= 500) {
            return unknown(FailureReason.TEMPORARY, earliest, told);
        }
        return switch (status) {
            case 401, 403 -> untilSomebodyActs(FailureReason.CREDENTIALS, told);
            case 402 -> untilSomebodyActs(FailureReason.BUDGET_SPENT, told);
            case 404, 410 ->
                DeliveryResult.rejected(
                        scope == Scope.DESTINATION ? FailureReason.NO_SUCH_RECIPIENT : FailureReason.INVALID, told);
            case 407 -> new Park(FailureReason.CREDENTIALS, told); // our own proxy
            case 408 -> unknown(FailureReason.TIMED_OUT, earliest, told);
            case 429 -> new Retry(FailureReason.RATE_LIMITED, scope, earliest, told);
            default ->
                status < 400
                        ? untilSomebodyActs(FailureReason.INVALID, told + " (redirects are not followed)")
                        : DeliveryResult.rejected(FailureReason.INVALID, told);
        };
    }

    /** Maps a missing response. The outcome is certain only if no connection was made. */
    public DeliveryResult ofException(IOException lost) {
        DeliveryResult unsent = unsent(lost);
        if (unsent != null) {
            return unsent;
        }
        return lost instanceof HttpTimeoutException
                ? unknown(FailureReason.TIMED_OUT, null, remote + " did not answer in time")
                : unknown(
                        FailureReason.CONNECTION_LOST,
                        null,
                        "the connection to " + remote + " ended before the response");
    }

    private @Nullable DeliveryResult unsent(IOException lost) {
        for (Throwable cause = lost; cause != null; cause = cause.getCause()) {
            if (cause instanceof PrivateAddressException) {
                return untilSomebodyActs(FailureReason.POLICY, remote + " has no public address");
            }
            if (cause instanceof SSLHandshakeException || cause instanceof SSLPeerUnverifiedException) {
                return DeliveryResult.retry(FailureReason.TLS, scope, remote + ": TLS handshake failed");
            }
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException
                    || cause instanceof UnresolvedAddressException
                    || cause instanceof HttpConnectTimeoutException) {
                return DeliveryResult.retry(FailureReason.UNREACHABLE, scope, remote + " could not be reached");
            }
        }
        return null;
    }

    private DeliveryResult unknown(FailureReason reason, @Nullable Instant earliest, String told) {
        return repeatable ? new Retry(reason, scope, earliest, told) : new Uncertain(reason, scope, earliest, told);
    }

    /** A recipient's own server cannot be fixed by an operator here. */
    private DeliveryResult untilSomebodyActs(FailureReason reason, String told) {
        return scope == Scope.CHANNEL ? new Park(reason, told) : DeliveryResult.rejected(reason, told);
    }
}

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
 * The one table of what a reply other than success, or none, means for a delivery. The question behind every row: may the
 * request have been carried out? After a 5xx, a time-out or a lost connection it may, so it is only sent again as it is
 * where that does no harm.
 *
 * @param remote the remote side's name at the beginning of a sentence: "X"
 * @param scope {@code CHANNEL} where all deliveries go to this one server; {@code DESTINATION} where each recipient has a
 *     server of its own, whose failure says nothing about the others
 * @param repeatable whether a request carried out twice does the same as once, as reading does
 */
public record HttpFailures(String remote, Scope scope, boolean repeatable) {

    /** For the requests of a channel that has one server and must not be carried out twice. */
    public static HttpFailures of(String remote) {
        return new HttpFailures(remote, Scope.CHANNEL, false);
    }

    /** The same remote side, for requests that may be carried out twice. */
    public HttpFailures whenRepeatable() {
        return new HttpFailures(remote, scope, true);
    }

    /** What an unsuccessful reply means. */
    public DeliveryResult ofReply(HttpReply reply, Instant now) {
        return ofReply(reply, ErrorText.of(remote, reply), now);
    }

    /** The same, where the caller knows better what the reply says: {@code told} is shown to operators. */
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

    /** What it means that no reply came. Certain only where no connection was made. */
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

    /** Where one recipient's server is meant, nobody here can act. */
    private DeliveryResult untilSomebodyActs(FailureReason reason, String told) {
        return scope == Scope.CHANNEL ? new Park(reason, told) : DeliveryResult.rejected(reason, told);
    }
}

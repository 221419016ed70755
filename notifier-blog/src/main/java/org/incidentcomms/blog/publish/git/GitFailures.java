package org.incidentcomms.blog.publish.git;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Park;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * Maps the errors of fetching and pushing to delivery results. JGit tells most of them by their text alone. Every failed
 * attempt may be repeated, as an unchanged file is not committed again.
 */
final class GitFailures {
    /** An HTTP status after the address. */
    private static final Pattern SERVER_ERROR = Pattern.compile(": 5\\d\\d ");

    private GitFailures() {}

    static DeliveryResult of(Exception lost) {
        for (Throwable cause = lost; cause != null; cause = cause.getCause()) {
            DeliveryResult known = known(cause);
            if (known != null) {
                return known;
            }
        }
        return retry(FailureReason.CONNECTION_LOST, "the connection to the Git server failed");
    }

    private static @Nullable DeliveryResult known(Throwable cause) {
        String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (cause instanceof UnknownHostException
                || cause instanceof ConnectException
                || cause instanceof NoRouteToHostException) {
            return retry(FailureReason.UNREACHABLE, "the Git server could not be reached");
        }
        if (cause instanceof SSLException) {
            return retry(FailureReason.TLS, "the Git server: TLS handshake failed");
        }
        if (cause instanceof SocketTimeoutException || text.contains("timed out") || text.contains("timeout")) {
            return retry(FailureReason.TIMED_OUT, "the Git server did not answer in time");
        }
        if (text.contains("server key did not validate") || text.contains("host key")) {
            return new Park(
                    FailureReason.POLICY,
                    "the Git server's key is not in GIT_SSH_KNOWN_HOSTS_FILE. Add the output of \"ssh-keyscan HOST\" after"
                            + " comparing it with what the provider publishes");
        }
        if (text.contains("not authorized")
                || text.contains("authentication is required")
                || text.contains("authentication not supported")
                || text.contains("cannot log in")
                || text.contains("no more authentication methods")) {
            return new Park(
                    FailureReason.CREDENTIALS,
                    "the Git server refuses the login. Check GIT_USERNAME and GIT_PASSWORD (most providers want an access"
                            + " token), or that the public key of GIT_SSH_KEY is registered");
        }
        if (text.contains("not permitted") || text.contains("access denied") || text.contains(": 403 ")) {
            return new Park(
                    FailureReason.CREDENTIALS,
                    "the account may not push to this repository. Give it, or its token, write access");
        }
        if (cause instanceof NoRemoteRepositoryException || text.contains("not found")) {
            return new Park(FailureReason.INVALID, "there is no repository at GIT_URL, or the account may not see it");
        }
        return SERVER_ERROR.matcher(text).find()
                ? retry(FailureReason.TEMPORARY, "the Git server is out of order")
                : null;
    }

    static DeliveryResult retry(FailureReason reason, String told) {
        return DeliveryResult.retry(reason, Scope.CHANNEL, told);
    }
}

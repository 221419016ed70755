package org.incidentcomms.twitter.gateway;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Park;
import org.incidentcomms.kit.channel.DeliveryResult.Retry;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.http.HttpFailures;
import org.incidentcomms.kit.http.HttpReply;
import org.incidentcomms.twitter.gateway.PostResult.Duplicate;
import org.incidentcomms.twitter.gateway.PostResult.Failed;
import org.incidentcomms.twitter.gateway.PostResult.ParentGone;

/**
 * What X's refusals mean, where X differs from the table of all channels ({@link HttpFailures}): duplicates, replies to
 * posts that are gone, permissions and content, both 403, and rate limits in headers of its own.
 */
final class XFailures {
    private static final Pattern DUPLICATE = Pattern.compile("duplicate content|status is a duplicate");
    private static final Pattern PERMISSION = Pattern.compile("oauth1-permissions|client-forbidden|unsupported-auth"
            + "|not-authorized|app permissions|not configured|access to a subset|suspended|temporarily locked"
            + "|read-only|client-not-enrolled");
    private static final Pattern CONTENT = Pattern.compile(
            "too long|malware|harmful|spam|abusive|violat|unsafe|url-invalid|shortened url|media policy|content policy");
    private static final int DUPLICATE_CODE = 187;

    /** X takes signatures whose time is at most five minutes off; a clock that is nearly so is the likelier reason, too. */
    private static final Duration WRONG_TIME = Duration.ofMinutes(4);

    private static final HttpFailures POSTING = HttpFailures.of("X");
    private static final HttpFailures READING = POSTING.whenRepeatable();

    private XFailures() {}

    /** What an answer other than success means for a post; {@code replying} if it was sent as a reply. */
    static PostResult ofPost(HttpReply reply, boolean replying, Instant now) {
        XError error = XError.of(reply.body());
        String told = error.told(reply.status());
        return switch (reply.status()) {
            case 400, 404, 410, 422 -> replying ? new ParentGone(told) : refusedAsWritten(reply.status(), told);
            case 403 -> forbidden(error, replying, told);
            default -> new Failed(ofCall(POSTING, reply, error, now));
        };
    }

    private static PostResult refusedAsWritten(int status, String told) {
        return new Failed(
                status == 404
                        ? new Park(FailureReason.INVALID, told + " (is TWITTER_API_URL right?)")
                        : DeliveryResult.rejected(FailureReason.INVALID, told));
    }

    private static PostResult forbidden(XError error, boolean replying, String told) {
        String words = error.words();
        if (error.code() == DUPLICATE_CODE || DUPLICATE.matcher(words).find()) {
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
        return ofCall(READING, reply, XError.of(reply.body()), now);
    }

    /** What it means for a post that no answer came. Certain only where no connection was made. */
    static DeliveryResult ofPost(IOException lost) {
        return POSTING.ofException(lost);
    }

    static DeliveryResult ofRead(IOException lost) {
        return READING.ofException(lost);
    }

    private static DeliveryResult ofCall(HttpFailures failures, HttpReply reply, XError error, Instant now) {
        int status = reply.status();
        String told = error.told(status);
        if (status < 400 || status == 404) {
            return new Park(FailureReason.INVALID, told + " (is TWITTER_API_URL right?)");
        }
        if (status == 401) {
            Optional<DeliveryResult> wrongTime = wrongTime(reply);
            if (wrongTime.isPresent()) {
                return wrongTime.get();
            }
        }
        return status == 429 ? tooMany(reply, error, told, now) : failures.ofReply(reply, told, now);
    }

    /** Requests are signed with this machine's clock. X calls a wrong time a wrong key, and another replica's may be right. */
    private static Optional<DeliveryResult> wrongTime(HttpReply reply) {
        return reply.date("date")
                .map(theirs -> Duration.between(theirs, Instant.now()))
                .filter(ahead -> ahead.abs().compareTo(WRONG_TIME) > 0)
                .map(ahead -> DeliveryResult.retry(
                        FailureReason.TEMPORARY,
                        Scope.CHANNEL,
                        "X refuses signatures made here: this machine's clock is %d s %s X's; set it"
                                .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of")));
    }

    /** A month's cap names no end that could be waited for; every other limit does, or ends within minutes. */
    private static DeliveryResult tooMany(HttpReply reply, XError error, String told, Instant now) {
        Instant end = RateLimits.end(reply, now);
        if (end == null && error.words().contains("usage-capped")) {
            return new Park(FailureReason.BUDGET_SPENT, told);
        }
        return new Retry(FailureReason.RATE_LIMITED, Scope.CHANNEL, end, told);
    }
}

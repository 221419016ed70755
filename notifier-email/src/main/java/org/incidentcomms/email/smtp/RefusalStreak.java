package org.incidentcomms.email.smtp;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Retry;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.DeliveryResult.Uncertain;
import org.jspecify.annotations.Nullable;

/**
 * Tells a failing relay from a failing recipient. After MAIL a refusal counts as the recipient's own; but the same
 * system failure (4.3.x, 4.4.x, 454, no reply to the message) for {@link #LENGTH} recipients in a row, with no message
 * accepted in between, concerns the whole channel and uses up no recipient's attempts. Replies that are not about the
 * relay's own system, such as greylisting, are never widened.
 */
final class RefusalStreak {
    static final int LENGTH = 3;

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<String> recipients = new HashSet<>();
    private String failure = "";

    /** {@code result} unchanged, or widened to the whole channel. */
    DeliveryResult judge(SmtpException failed, String recipient, DeliveryResult result) {
        String system = systemFailure(failed);
        if (system == null || !concernsRecipient(result)) {
            return result;
        }
        lock.lock();
        try {
            if (!system.equals(failure)) {
                failure = system;
                recipients.clear();
            }
            if (recipients.size() < LENGTH) {
                recipients.add(recipient);
            }
            return recipients.size() < LENGTH ? result : widened(result);
        } finally {
            lock.unlock();
        }
    }

    /** The relay accepted a message. */
    void accepted() {
        lock.lock();
        try {
            failure = "";
            recipients.clear();
        } finally {
            lock.unlock();
        }
    }

    private static boolean concernsRecipient(DeliveryResult result) {
        return result instanceof Retry retry && retry.scope() == Scope.DESTINATION
                || result instanceof Uncertain uncertain && uncertain.scope() == Scope.DESTINATION;
    }

    private static DeliveryResult widened(DeliveryResult result) {
        return switch (result) {
            case Retry retry -> new Retry(retry.reason(), Scope.CHANNEL, retry.earliest(), retry.detail());
            case Uncertain uncertain ->
                new Uncertain(uncertain.reason(), Scope.CHANNEL, uncertain.earliest(), uncertain.detail());
            default -> result;
        };
    }

    private static @Nullable String systemFailure(SmtpException failed) {
        SmtpReply reply = failed.reply();
        if (reply == null) {
            return failed.stage() + " without a reply";
        }
        return reply.isSystemFailure() ? failed.stage() + " " + reply.code() : null;
    }
}

package org.incidentcomms.email.smtp;

import org.jspecify.annotations.Nullable;

/** A message or connection that was not accepted: the stage, the reply if there was one, else the cause. */
final class SmtpException extends Exception {
    private static final long serialVersionUID = 1L;

    private final SmtpStage stage;
    private final transient @Nullable SmtpReply reply;

    SmtpException(SmtpStage stage, @Nullable SmtpReply reply, Throwable cause) {
        super("stage " + stage, cause, false, false);
        this.stage = stage;
        this.reply = reply;
    }

    SmtpStage stage() {
        return stage;
    }

    @Nullable SmtpReply reply() {
        return reply;
    }

    /**
     * Only a plain refusal leaves the connection in a known state; 421 closes it, 503 means the dialogue is out of
     * step.
     */
    boolean leavesConnectionUsable() {
        return reply != null && reply.code() != 421 && reply.code() != 503 && stage != SmtpStage.CONNECT;
    }

    /** The connection ended (or was announced to end) and the message was certainly not accepted. */
    boolean isLostBeforeAcceptance() {
        if (stage == SmtpStage.CONNECT) {
            return false;
        }
        return reply == null ? stage != SmtpStage.END : reply.code() == 421;
    }

    /** Whether it may be the relay that fails, whoever the recipient is. */
    boolean isRelaysFault() {
        return reply == null || reply.code() == 421 || reply.isSystemFailure() || isBeforeRecipient();
    }

    /** The message was not accepted, and the recipient had no part in it. */
    boolean isBeforeRecipient() {
        return stage == SmtpStage.IDLE || stage == SmtpStage.MAIL;
    }

    boolean hasCause(Class<? extends Throwable> type) {
        for (Throwable cause = getCause(); cause != null; cause = next(cause)) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Throwable next(Throwable throwable) {
        return throwable.getCause() == throwable ? null : throwable.getCause();
    }
}

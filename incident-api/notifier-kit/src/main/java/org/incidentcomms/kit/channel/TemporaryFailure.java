package org.incidentcomms.kit.channel;

/**
 * Exceptions of a channel whose cause may pass by itself, such as a database of its own that is away. An event that cannot
 * be planned because of one waits for it; because of any other, it is set aside after a few attempts.
 */
public interface TemporaryFailure {
    /** Whether a retry may succeed. */
    boolean isTemporary();

    /** Whether one is the failure, or a cause of it. */
    static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TemporaryFailure passing && passing.isTemporary()) {
                return true;
            }
        }
        return false;
    }
}

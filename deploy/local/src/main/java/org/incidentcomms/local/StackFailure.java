package org.incidentcomms.local;

/** The stack cannot run; the message is for the user, as it is. */
public final class StackFailure extends Exception {

    private static final long serialVersionUID = 1;

    StackFailure(String message) {
        super(message);
    }

    StackFailure(String message, Throwable cause) {
        super(message, cause);
    }
}

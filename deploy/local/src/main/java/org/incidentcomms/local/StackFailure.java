package org.incidentcomms.local;

/** The stack cannot run; the message is shown to the user unchanged. */
public final class StackFailure extends Exception {

    private static final long serialVersionUID = 1;

    StackFailure(String message) {
        super(message);
    }

    StackFailure(String message, Throwable cause) {
        super(message, cause);
    }
}

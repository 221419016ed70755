package org.incidentcomms.events;

import org.jspecify.annotations.Nullable;

/** The bytes are not an event of any version: a poison record, which is stored with its headers in the dead letters. */
public final class MalformedEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

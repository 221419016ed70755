package org.incidentcomms.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed event of a type this version does not know: it is kept, and decoded later by a version that knows it.
 */
public final class UnsupportedEventTypeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String eventId;
    private final String type;
    private final @Nullable String subject;
    private final Instant time;

    public UnsupportedEventTypeException(String eventId, String type, @Nullable String subject, Instant time) {
        super("unsupported event type " + type);
        this.eventId = eventId;
        this.type = type;
        this.subject = subject;
        this.time = time;
    }

    public String eventId() {
        return eventId;
    }

    public String type() {
        return type;
    }

    public @Nullable String subject() {
        return subject;
    }

    public Instant time() {
        return time;
    }
}

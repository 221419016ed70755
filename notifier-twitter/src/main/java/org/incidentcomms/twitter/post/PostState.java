package org.incidentcomms.twitter.post;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Where a post stands. */
public enum PostState {
    /** X is being called, or was when the process died. */
    @JsonProperty("sending")
    SENDING,
    /** It may be up or not; the timeline is being asked. */
    @JsonProperty("uncertain")
    UNCERTAIN,
    /** It is up. */
    @JsonProperty("posted")
    POSTED,
    /** It would have been posted, had there been keys. */
    @JsonProperty("dry_run")
    DRY_RUN,
    /** The newest attempt was refused; {@code last_reason} says why. A temporary refusal is tried again by the kit. */
    @JsonProperty("failed")
    FAILED;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PostState ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}

package org.incidentcomms.twitter.post;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** State of a post. */
public enum PostState {
    /** X is being called, or was when the process died. */
    @JsonProperty("sending")
    SENDING,
    /** The outcome is unknown; the timeline is being searched. */
    @JsonProperty("uncertain")
    UNCERTAIN,
    /** It is on X. */
    @JsonProperty("posted")
    POSTED,
    /** It would have been posted if there were keys. */
    @JsonProperty("dry_run")
    DRY_RUN,
    /** The newest attempt was refused; {@code last_reason} contains the reason. The kit retries a temporary refusal. */
    @JsonProperty("failed")
    FAILED;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PostState ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}

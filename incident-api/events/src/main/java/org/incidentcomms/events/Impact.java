package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The impact on customers, from least to worst; the order of the constants is the order of severity. */
public enum Impact {
    @JsonProperty("none")
    NONE,
    @JsonProperty("minor")
    MINOR,
    @JsonProperty("major")
    MAJOR,
    @JsonProperty("critical")
    CRITICAL;

    /** The name on the wire, in lower-case snake_case. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

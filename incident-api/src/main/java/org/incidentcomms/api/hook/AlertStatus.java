package org.incidentcomms.api.hook;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Of one alert, or of a group, which fires as long as one of its alerts does. */
public enum AlertStatus {
    @JsonProperty("firing")
    FIRING,
    @JsonProperty("resolved")
    RESOLVED
}

package org.incidentcomms.api.incident;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether something is told, or waits to be. What is not published is no customer's, and never reaches Kafka. */
public enum Publication {
    @JsonProperty("draft")
    DRAFT,
    @JsonProperty("scheduled")
    SCHEDULED,
    @JsonProperty("published")
    PUBLISHED
}

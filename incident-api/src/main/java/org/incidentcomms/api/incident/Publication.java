package org.incidentcomms.api.incident;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Whether a resource is published, scheduled or a draft. Unpublished content is invisible to customers and never
 * reaches Kafka.
 */
public enum Publication {
    @JsonProperty("draft")
    DRAFT,
    @JsonProperty("scheduled")
    SCHEDULED,
    @JsonProperty("published")
    PUBLISHED
}

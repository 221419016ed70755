package org.incidentcomms.api.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit trail.
 *
 * @param action the event's type on the wire
 * @param version of the resource after it
 * @param before what the changed fields were, or null where there was nothing before
 */
public record AuditEntry(
        long seq,
        Instant at,
        String actor,
        String address,
        String action,
        String resourceId,
        long version,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {}

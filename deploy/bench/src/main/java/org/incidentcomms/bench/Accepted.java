package org.incidentcomms.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * An update that was answered 201: from here on it is owed.
 *
 * @param at when the answer was here
 * @param millis how long the POST took
 */
record Accepted(
        String incidentId, String incidentSlug, String updateId, String updateSlug, Instant at, double millis) {

    /** @param incident the whole incident as answered; the newest update is the one meant */
    static Accepted newestOf(JsonNode incident, Instant at, double millis) {
        JsonNode updates = incident.path("updates");
        JsonNode update = updates.path(updates.size() - 1);
        return new Accepted(
                incident.path("id").asText(),
                incident.path("slug").asText(),
                update.path("id").asText(),
                update.path("slug").asText(),
                at,
                millis);
    }
}

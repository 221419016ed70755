package org.incidentcomms.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * An update that was answered 201: from here on it is owed.
 *
 * @param at when the answer was here
 * @param millis how long the POST took
 */
record Accepted(String incidentId, String incidentSlug, String updateId, String updateSlug, Instant at, double millis) {

    /** @param incident as answered to its opening */
    static Accepted opened(JsonNode incident, Instant at, double millis) {
        JsonNode update = incident.path("updates").path(0);
        return new Accepted(id(incident), slug(incident), id(update), slug(update), at, millis);
    }

    /** @param update as answered to its posting */
    Accepted followedBy(JsonNode update, Instant at, double millis) {
        return new Accepted(incidentId, incidentSlug, id(update), slug(update), at, millis);
    }

    private static String id(JsonNode thing) {
        return thing.path("id").asText();
    }

    private static String slug(JsonNode thing) {
        return thing.path("slug").asText();
    }
}

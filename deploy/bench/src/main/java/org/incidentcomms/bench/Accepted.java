package org.incidentcomms.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * An update answered 201, which must be delivered.
 *
 * @param at when the response was received
 * @param millis duration of the POST
 */
record Accepted(String incidentId, String incidentSlug, String updateId, String updateSlug, Instant at, double millis) {

    /**
     * @param incident the response to opening it
     */
    static Accepted opened(JsonNode incident, Instant at, double millis) {
        JsonNode update = incident.path("updates").path(0);
        return new Accepted(id(incident), slug(incident), id(update), slug(update), at, millis);
    }

    /**
     * @param update the response to posting it
     */
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

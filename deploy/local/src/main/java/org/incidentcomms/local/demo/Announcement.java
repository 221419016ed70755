package org.incidentcomms.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;

/**
 * One accepted update, and where it must appear.
 *
 * @param owner URL of its incident or maintenance in the API
 * @param label description for the console
 * @param components names of the components the incident affects
 */
record Announcement(
        URI owner,
        String ownerId,
        String ownerSlug,
        String updateId,
        String slug,
        String label,
        List<String> components) {

    /**
     * @param body the response to opening an incident or scheduling a maintenance
     */
    static Announcement first(URI collection, JsonNode body, String label, List<String> components) {
        JsonNode update = body.path("updates").path(0);
        String id = body.path("id").asText();
        return new Announcement(
                URI.create(collection + "/" + id),
                id,
                body.path("slug").asText(),
                update.path("id").asText(),
                update.path("slug").asText(),
                label,
                components);
    }

    /**
     * @param update the response to posting an update of the same incident
     */
    Announcement next(JsonNode update, String nextLabel) {
        return new Announcement(
                owner,
                ownerId,
                ownerSlug,
                update.path("id").asText(),
                update.path("slug").asText(),
                nextLabel,
                components);
    }
}

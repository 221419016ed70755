package org.incidentcomms.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;

/**
 * One update that was accepted, and where it must show.
 *
 * @param owner the address of its incident or maintenance in the API
 * @param ownerId id of that incident or maintenance
 */
record Announcement(URI owner, String ownerId, String ownerSlug, String updateId, String slug, String label) {

    /** The newest update of an answered incident. */
    static Announcement newest(URI owner, JsonNode incident, String label) {
        JsonNode updates = incident.path("updates");
        JsonNode update = updates.get(updates.size() - 1);
        return new Announcement(
                owner,
                incident.path("id").asText(),
                incident.path("slug").asText(),
                update.path("id").asText(),
                update.path("slug").asText(),
                label);
    }
}

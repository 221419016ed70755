package org.incidentcomms.api.access;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a state-changing call answers, as far as a repeated one must answer the same.
 *
 * @param location path of what was made, or null
 * @param etag with its quotes, or null
 * @param body a record for the JSON mapper, or JSON already
 */
public record Answer(
        int status, @Nullable String location, @Nullable String etag, Object body) {

    public Response toResponse() {
        String type = status < 400 ? MediaType.APPLICATION_JSON : "application/problem+json";
        var response = Response.status(status).entity(body).type(type);
        if (location != null) {
            response.location(URI.create(location));
        }
        if (etag != null) {
            response.header("ETag", etag);
        }
        return response.build();
    }
}

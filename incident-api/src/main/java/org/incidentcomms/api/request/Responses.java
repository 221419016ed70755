package org.incidentcomms.api.request;

import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Successful responses with the version of their content. */
public final class Responses {
    private Responses() {}

    public static Response ok(Object body, String etag) {
        return Response.ok(body).header("ETag", etag).build();
    }

    /** @param path of the resource that is to come */
    public static Response accepted(String path, Object body, String etag) {
        return Response.accepted(body)
                .location(URI.create(path))
                .header("ETag", etag)
                .build();
    }

    /** @param path of the created resource */
    public static Response created(String path, Object body, String etag) {
        return Response.created(URI.create(path))
                .entity(body)
                .header("ETag", etag)
                .build();
    }
}

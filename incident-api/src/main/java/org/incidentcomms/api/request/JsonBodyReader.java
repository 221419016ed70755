package org.incidentcomms.api.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.incidentcomms.service.problem.Problems;

/** Reads and validates the resources' request records; see {@link RequestReader}. */
@Provider
@Consumes({MediaType.APPLICATION_JSON, JsonBodyReader.MERGE_PATCH})
public final class JsonBodyReader implements MessageBodyReader<Object> {
    /** The media type of RFC 7396. */
    public static final String MERGE_PATCH = "application/merge-patch+json";

    private final RequestReader requests;

    private final Endpoints endpoints;
    private final RoutingContext routing;

    /** @param routing of the current request */
    public JsonBodyReader(RequestReader requests, Endpoints endpoints, RoutingContext routing) {
        this.requests = requests;
        this.endpoints = endpoints;
        this.routing = routing;
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == JsonNode.class || type.getPackageName().startsWith("org.incidentcomms.");
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        int limit = endpoints.maxBodyOf(routing.request().method().name(), routing.normalizedPath());
        byte[] bytes = body.readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw Problems.tooLarge(limit);
        }
        return requests.read(bytes, type);
    }
}

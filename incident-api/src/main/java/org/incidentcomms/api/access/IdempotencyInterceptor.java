package org.incidentcomms.api.access;

import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.incidentcomms.api.access.IdempotencyStore.StoredResponse;
import org.incidentcomms.api.storage.JsonColumns;
import org.jspecify.annotations.Nullable;

/** Runs {@link Idempotent} calls by {@link Idempotency}; their scope is the path. */
@Idempotent
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class IdempotencyInterceptor {
    private final Idempotency idempotency;
    private final CallerProvider callers;
    private final JsonColumns documents;
    private final RoutingContext routing;

    IdempotencyInterceptor(
            Idempotency idempotency, CallerProvider callers, JsonColumns documents, RoutingContext routing) {
        this.idempotency = idempotency;
        this.callers = callers;
        this.documents = documents;
        this.routing = routing;
    }

    @AroundInvoke
    Object once(InvocationContext call) {
        String path = routing.normalizedPath().replaceAll("/+$", "");
        List<Object> told = new ArrayList<>();
        String key = null;
        Annotation[][] annotations = call.getMethod().getParameterAnnotations();
        for (int i = 0; i < annotations.length; i++) {
            Object argument = call.getParameters()[i];
            HeaderParam header = find(annotations[i], HeaderParam.class);
            if (header != null) {
                key = header.value().equals("Idempotency-Key") ? (String) argument : key;
            } else if (find(annotations[i], PathParam.class) == null) {
                told.add(Objects.requireNonNullElse(argument, ""));
            }
        }
        Object request = told.isEmpty() ? Map.of() : told.size() == 1 ? told.getFirst() : told;
        Supplier<StoredResponse> work = () -> stored(proceed(call));
        return response(
                call.getMethod().getAnnotation(Idempotent.class).actsRemotely()
                        ? idempotency.onceRemotely(key, callers.current(), path, request, work)
                        : idempotency.once(key, callers.current(), path, request, work));
    }

    private static <A extends Annotation> @Nullable A find(Annotation[] annotations, Class<A> type) {
        return Arrays.stream(annotations)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    private StoredResponse stored(Response response) {
        URI location = response.getLocation();
        return new StoredResponse(
                response.getStatus(),
                location == null ? null : location.getRawPath(),
                response.getHeaderString("ETag"),
                documents.write(response.getEntity()));
    }

    private static Response response(StoredResponse stored) {
        String type = stored.status() < 400 ? MediaType.APPLICATION_JSON : "application/problem+json";
        var response = Response.status(stored.status())
                .entity(stored.body())
                .type(type)
                .header("ETag", stored.etag());
        if (stored.location() != null) {
            response.location(URI.create(stored.location()));
        }
        return response.build();
    }

    private static Response proceed(InvocationContext call) {
        try {
            return (Response) call.proceed();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("resources throw no checked exceptions", e);
        }
    }
}

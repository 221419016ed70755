package org.incidentcomms.api.request;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.incidentcomms.service.problem.BodyLimit;

/**
 * Rejects a body by its declared length, before any of it is read: see {@link MaxBody}. {@link JsonBodyReader} applies
 * the same limit to one without a declared length.
 */
@ApplicationScoped
class BodyLimitFilter {
    private final Endpoints endpoints;

    BodyLimitFilter(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, 1000);
    }

    private void check(RoutingContext context) {
        supposeJson(context.request());
        if (!BodyLimit.isExceeded(context, MaxBody.USUAL)) {
            context.next();
            return;
        }
        int limit = endpoints.maxBodyOf(context.request().method().name(), context.normalizedPath());
        if (BodyLimit.isExceeded(context, limit)) {
            BodyLimit.refuse(context, limit);
        } else {
            context.next();
        }
    }

    /** A request without a body need not declare a content type. */
    private static void supposeJson(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        boolean isBodyless = request.getHeader("Transfer-Encoding") == null && (length == null || length.equals("0"));
        if (isBodyless && request.getHeader("Content-Type") == null) {
            request.headers().set("Content-Type", "application/json");
        }
    }
}

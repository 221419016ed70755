package org.incidentcomms.api.request;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.incidentcomms.service.problem.BodyLimit;

/**
 * Refuses a body by its announced length, before any of it is read: see {@link MaxBody}. One that announces none is cut
 * off at the same length by {@link JsonBodyReader}.
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

    /** A call without a body need not say of what type it is. */
    private static void supposeJson(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        boolean isBodyless = request.getHeader("Transfer-Encoding") == null && (length == null || length.equals("0"));
        if (isBodyless && request.getHeader("Content-Type") == null) {
            request.headers().set("Content-Type", "application/json");
        }
    }
}

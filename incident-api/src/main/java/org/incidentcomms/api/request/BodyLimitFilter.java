package org.incidentcomms.api.request;

import org.jspecify.annotations.Nullable;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.incidentcomms.service.problem.ProblemWriter;
import org.incidentcomms.service.problem.Problems;

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
        HttpServerRequest request = context.request();
        String length = request.getHeader("Content-Length");
        supposeJson(request, length);
        if (length == null || isWithin(length, MaxBody.USUAL)) {
            context.next();
            return;
        }
        int limit = endpoints.maxBodyOf(request.method().name(), context.normalizedPath());
        if (isWithin(length, limit)) {
            context.next();
            return;
        }
        context.response().putHeader("Connection", "close");
        ProblemWriter.send(context, Problems.tooLarge(limit));
    }

    /** A call without a body need not say of what type it is. */
    private static void supposeJson(HttpServerRequest request, @Nullable String length) {
        boolean isBodyless = request.getHeader("Transfer-Encoding") == null && (length == null || length.equals("0"));
        if (isBodyless && request.getHeader("Content-Type") == null) {
            request.headers().set("Content-Type", "application/json");
        }
    }

    private static boolean isWithin(String length, int limit) {
        return length.length() < 10
                && length.chars().allMatch(c -> c >= '0' && c <= '9')
                && Long.parseLong(length) <= limit;
    }
}

package org.incidentcomms.api.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/**
 * Security headers of every response, including those of filters: no scripts, no frames, no caching of {@code /v1}. A
 * page that needs more sets the header itself, which takes precedence.
 */
@ApplicationScoped
class SecurityHeaders {
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";
    /** Swagger UI contains an inline script. */
    private static final String DOCUMENTATION = "default-src 'none'; script-src 'self' 'unsafe-inline'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
            + "frame-ancestors 'none'";

    /** Before every filter that may respond. */
    void register(@Observes Filters filters) {
        filters.register(SecurityHeaders::promise, 2000);
    }

    private static void promise(RoutingContext context) {
        context.addHeadersEndHandler(done -> add(context));
        context.next();
    }

    private static void add(RoutingContext context) {
        MultiMap headers = context.response().headers();
        @Nullable String path = context.request().path();
        boolean isDocumentation = path != null && path.startsWith("/q/swagger-ui");
        putIfAbsent(headers, "Content-Security-Policy", isDocumentation ? DOCUMENTATION : NOTHING);
        putIfAbsent(headers, "X-Content-Type-Options", "nosniff");
        putIfAbsent(headers, "Referrer-Policy", "no-referrer");
        if (path != null && path.startsWith("/v1/")) {
            putIfAbsent(headers, "Cache-Control", "no-store");
        }
        if ("https".equals(context.request().scheme())) {
            putIfAbsent(headers, "Strict-Transport-Security", "max-age=31536000");
        }
    }

    private static void putIfAbsent(MultiMap headers, String name, String value) {
        if (!headers.contains(name)) {
            headers.set(name, value);
        }
    }
}

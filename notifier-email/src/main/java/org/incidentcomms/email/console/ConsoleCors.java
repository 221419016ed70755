package org.incidentcomms.email.console;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;

/**
 * CORS (Fetch standard, section 3.2) for the console's origins on {@code /v1} only. Other origins get no CORS headers,
 * so their browsers refuse the call. Without credentials: the token travels in a header, never as a cookie.
 *
 * <p>Quarkus' own CORS filter refuses unknown origins on every path, and would thereby refuse the public forms, which
 * any page may send.
 */
class ConsoleCors {
    private static final String API = "/v1/";
    private static final int BEFORE_EVERYTHING_ELSE = 300;
    private static final int TEN_MINUTES = 600;

    void register(@Observes Filters filters, ConsoleConfig config) {
        ConsoleOrigins origins = ConsoleOrigins.of(config.origins().orElse(List.of()));
        if (origins.all().isEmpty()) {
            return;
        }
        CorsHandler cors = CorsHandler.create()
                .addOrigins(List.copyOf(origins.all()))
                .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PATCH, HttpMethod.DELETE))
                .allowedHeaders(Set.of("Authorization", "Content-Type", "Accept"))
                .exposedHeader("Retry-After")
                .maxAgeSeconds(TEN_MINUTES);
        filters.register(context -> handle(context, origins, cors), BEFORE_EVERYTHING_ELSE);
    }

    private static void handle(RoutingContext context, ConsoleOrigins origins, CorsHandler cors) {
        if (!context.normalizedPath().startsWith(API)) {
            context.next();
            return;
        }
        context.response().headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        if (origins.contains(context.request().getHeader(HttpHeaders.ORIGIN))) {
            cors.handle(context);
        } else {
            context.next();
        }
    }
}

package org.incidentcomms.service.trace;

import io.opentelemetry.api.trace.SpanKind;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/**
 * One span per API call that changes something. The request goes on with the span as its {@code traceparent}, so that
 * everything that follows from it is below the span.
 */
@ApplicationScoped
class RequestSpans {
    /** Before authentication (200): it takes part in the span. */
    private static final int PRIORITY = 300;

    private static final Set<HttpMethod> CHANGES =
            Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    void register(@Observes Filters filters) {
        filters.register(RequestSpans::span, PRIORITY);
    }

    private static void span(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = context.normalizedPath();
        if (Trace.isOn() && CHANGES.contains(request.method()) && path.startsWith("/v1/")) {
            TraceSpan span = Trace.start(
                            request.method() + " " + resource(path), SpanKind.SERVER, request.getHeader("traceparent"))
                    .attribute("http.request.method", request.method().name());
            span.traceparent().ifPresent(own -> request.headers().set("traceparent", own));
            context.addEndHandler(ended -> {
                int status = context.response().getStatusCode();
                span.attribute("http.response.status_code", status);
                if (status >= 500) {
                    span.failed("status");
                }
                span.close();
            });
        }
        context.next();
    }

    /** {@code /v1/incidents} of {@code /v1/incidents/inc_1/updates}: no ids, which would make a name for each. */
    private static String resource(String path) {
        int end = path.indexOf('/', "/v1/".length());
        return end < 0 ? path : path.substring(0, end);
    }
}

package org.incidentcomms.service.metrics;

import io.prometheus.client.exporter.common.TextFormat;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Answers {@code /q/metrics} in OpenMetrics, which alone has exemplars, to whoever accepts it. Prometheus accepts it
 * first and plain text besides, and Quarkus' endpoint then answers plain text. Whoever wants that accepts nothing else.
 */
@ApplicationScoped
class MetricsFormat {
    private static final String OPEN_METRICS = "application/openmetrics-text";

    /** Before the routes of the endpoint (1 and 2). */
    private static final int ORDER = 0;

    void onTheServicePort(@Observes Router router) {
        register(router);
    }

    /** Where it is apart, as in the deployed services. */
    void onTheManagementPort(@Observes ManagementInterface management) {
        register(management.router());
    }

    private static void register(Router router) {
        router.get("/q/metrics").order(ORDER).handler(MetricsFormat::prefer);
    }

    private static void prefer(RoutingContext context) {
        HttpServerRequest request = context.request();
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept != null && accept.contains(OPEN_METRICS)) {
            request.headers().set(HttpHeaders.ACCEPT, TextFormat.CONTENT_TYPE_OPENMETRICS_100);
        }
        context.next();
    }
}

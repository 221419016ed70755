package org.incidentcomms.email;

import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.incidentcomms.service.problem.BodyLimit;

/**
 * Replaces the kit's filter of the same purpose, which knows no import: limits bodies to {@code body.limit}, except an
 * event to be previewed and a list to be imported.
 */
@ApplicationScoped
class ImportBodyLimit {
    /** Runs just after the framework has set its own limit, which is replaced here. */
    private static final int AFTER_THE_FRAMEWORKS = 1;

    private final Map<String, Long> longer;
    private final long limit;

    ImportBodyLimit(
            @ConfigProperty(name = "body.limit") long limit,
            @ConfigProperty(name = "preview.body.limit") long previewLimit,
            @ConfigProperty(name = "import.body.limit") long importLimit) {
        this.limit = limit;
        this.longer = Map.of("/v1/previews", previewLimit, "/v1/subscribers/import", importLimit);
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, AFTER_THE_FRAMEWORKS);
    }

    private void check(RoutingContext context) {
        long allowed = longer.getOrDefault(context.normalizedPath(), limit);
        if (BodyLimit.isExceeded(context, allowed)) {
            BodyLimit.refuse(context, allowed);
            return;
        }
        // This limit truncates a body that does not declare its length.
        context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, allowed);
        context.next();
    }
}

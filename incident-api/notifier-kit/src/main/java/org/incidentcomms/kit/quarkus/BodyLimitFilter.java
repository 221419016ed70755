package org.incidentcomms.kit.quarkus;

import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.incidentcomms.service.problem.BodyLimit;

/**
 * Limits request bodies of a notifier, public calls included, to {@code body.limit}, except an event to be previewed:
 * that may be as long as an event may be ({@code quarkus.http.limits.max-body-size}).
 */
@ApplicationScoped
public class BodyLimitFilter {
    private static final String PREVIEWS = "/v1/previews";
    /** Runs just after the framework has set its own limit, which is replaced here. */
    private static final int AFTER_THE_FRAMEWORKS = 1;

    private final long limit;

    BodyLimitFilter(@ConfigProperty(name = "body.limit") long limit) {
        this.limit = limit;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, AFTER_THE_FRAMEWORKS);
    }

    private void check(RoutingContext context) {
        if (context.normalizedPath().equals(PREVIEWS)) {
            context.next();
            return;
        }
        if (BodyLimit.isExceeded(context, limit)) {
            BodyLimit.refuse(context, limit);
            return;
        }
        // This limit truncates a body that does not declare its length.
        context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, limit);
        context.next();
    }
}

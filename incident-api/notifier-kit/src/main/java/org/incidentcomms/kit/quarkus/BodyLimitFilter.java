package org.incidentcomms.kit.quarkus;

import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.incidentcomms.service.problem.BodyLimit;

/**
 * Limits request bodies of a notifier, public calls included, to {@code body.limit} bytes, or to what {@code
 * body.longer."<path>"} says for this path.
 */
@ApplicationScoped
public class BodyLimitFilter {
    /** Runs just after the framework has set its own limit, which is replaced here. */
    private static final int AFTER_THE_FRAMEWORKS = 1;

    private final long limit;
    private final Map<String, Long> longer;

    BodyLimitFilter(
            @ConfigProperty(name = "body.limit") long limit,
            @ConfigProperty(name = "body.longer") Map<String, Long> longer) {
        this.limit = limit;
        this.longer = longer;
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

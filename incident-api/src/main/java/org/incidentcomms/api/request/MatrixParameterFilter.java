package org.incidentcomms.api.request;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.incidentcomms.service.problem.ProblemWriter;
import org.incidentcomms.service.problem.Problems;

/**
 * Rejects paths with matrix parameters. Routing drops them, so {@code /v1;a=1/incidents} would be handled as
 * {@code /v1/incidents}, while path-based features (rate limit, audit of refusals, caching) treat it as another path.
 */
@ApplicationScoped
class MatrixParameterFilter {
    void register(@Observes Filters filters) {
        filters.register(MatrixParameterFilter::check, 1500);
    }

    private static void check(RoutingContext context) {
        String path = context.request().path();
        if (path == null || path.indexOf(';') < 0) {
            context.next();
            return;
        }
        ProblemWriter.send(context, Problems.unreadable("the path must not contain a semicolon"));
    }
}

package org.incidentcomms.service.problem;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** A problem as the answer of a filter, where no resource has been reached yet. */
public final class ProblemWriter {
    private ProblemWriter() {}

    /** Ends the response; what of the body is still to come is read over. */
    public static void send(RoutingContext context, Problem problem) {
        context.request().resume();
        problem.headers().forEach((name, value) -> context.response().putHeader(name, value.toString()));
        context.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", "application/problem+json")
                .end(new JsonObject()
                        .put("status", problem.status())
                        .put("title", Problem.titleOf(problem.status()))
                        .put("detail", problem.detail())
                        .encode());
    }
}

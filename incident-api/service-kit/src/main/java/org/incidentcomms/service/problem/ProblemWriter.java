package org.incidentcomms.service.problem;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Writes a problem as a filter's response, before any resource is reached. */
public final class ProblemWriter {
    private ProblemWriter() {}

    /** Ends the response; the rest of the body is discarded. */
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

package org.incidentcomms.api.problem;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** A problem as the answer of a filter, where no resource has been reached yet. */
public final class RawProblem {
    private RawProblem() {}

    /** Ends the response; what of the body is still to come is read over. */
    public static void send(RoutingContext context, int status, String title, String detail) {
        context.request().resume();
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(new JsonObject()
                        .put("status", status)
                        .put("title", title)
                        .put("detail", detail)
                        .encode());
    }
}

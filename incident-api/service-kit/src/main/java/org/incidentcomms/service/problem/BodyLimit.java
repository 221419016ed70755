package org.incidentcomms.service.problem;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Refuses a body by its announced length, before any of it is read. */
public final class BodyLimit {
    private BodyLimit() {}

    /** Whether the request announces more; a length that is no number is too long. */
    public static boolean isExceeded(RoutingContext context, long limit) {
        @Nullable String length = context.request().getHeader("Content-Length");
        return length != null
                && (length.length() > 18
                        || !length.chars().allMatch(c -> c >= '0' && c <= '9')
                        || Long.parseLong(length) > limit);
    }

    /** Answers 413; what follows on the connection would be the rest of the body. */
    public static void refuse(RoutingContext context, long limit) {
        context.response().putHeader("Connection", "close");
        ProblemWriter.send(context, Problems.tooLarge(limit));
    }
}

package org.incidentcomms.service.problem;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Rejects a body by its declared length, before any of it is read. */
public final class BodyLimit {
    private BodyLimit() {}

    /** Whether the request declares a longer body; a length that is not a number counts as too long. */
    public static boolean isExceeded(RoutingContext context, long limit) {
        @Nullable String length = context.request().getHeader("Content-Length");
        return length != null
                && (length.length() > 18
                        || !length.chars().allMatch(c -> c >= '0' && c <= '9')
                        || Long.parseLong(length) > limit);
    }

    /** Responds with 413 and closes the connection, whose next bytes would be the rest of the body. */
    public static void refuse(RoutingContext context, long limit) {
        context.response().putHeader("Connection", "close");
        ProblemWriter.send(context, Problems.tooLarge(limit));
    }
}

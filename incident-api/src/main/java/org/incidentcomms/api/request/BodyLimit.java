package org.incidentcomms.api.request;

import org.incidentcomms.service.problem.Problems;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;
import org.incidentcomms.service.problem.ProblemWriter;

/**
 * Refuses a body by its announced length, before any of it is read: 64 KB, more where long texts are sent. One that
 * announces none is cut off at the same length by {@link JsonBodyReader}.
 */
@ApplicationScoped
class BodyLimit {
    private static final int USUAL = 64 * 1024;
    /** 25,000 characters, each at worst a pair of six-byte escapes. */
    private static final int WITH_MESSAGE = 384 * 1024;
    /** 100,000 characters likewise. */
    private static final int WITH_ANALYSIS = 1280 * 1024;

    private static final Pattern MESSAGE =
            Pattern.compile("/v1/(incidents|maintenances|templates)(/[^/]+(/updates(/[^/]+)?|/cancel)?)?/?");
    /** Of what hooks are sent too: some thousand alerts. */
    private static final Pattern ANALYSIS =
            Pattern.compile("/v1/((incidents|maintenances)/[^/]+/postmortem|previews|hooks/[a-z]+)/?");

    void register(@Observes Filters filters) {
        filters.register(BodyLimit::check, 1000);
    }

    private static void check(RoutingContext context) {
        supposeJson(context.request());
        String length = context.request().getHeader("Content-Length");
        int limit = limitOf(context.normalizedPath());
        if (length == null || isWithin(length, limit)) {
            context.next();
            return;
        }
        context.response().putHeader("Connection", "close");
        ProblemWriter.send(context, Problems.tooLarge(limit));
    }

    /** A call without a body need not say of what type it is. */
    private static void supposeJson(HttpServerRequest request) {
        boolean isBodyless = request.getHeader("Transfer-Encoding") == null && hasNoLength(request);
        if (isBodyless && request.getHeader("Content-Type") == null) {
            request.headers().set("Content-Type", "application/json");
        }
    }

    private static boolean hasNoLength(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length == null || length.equals("0");
    }

    static int limitOf(String path) {
        return MESSAGE.matcher(path).matches()
                ? WITH_MESSAGE
                : ANALYSIS.matcher(path).matches() ? WITH_ANALYSIS : USUAL;
    }

    private static boolean isWithin(String length, int limit) {
        return length.length() < 10
                && length.chars().allMatch(c -> c >= '0' && c <= '9')
                && Long.parseLong(length) <= limit;
    }
}

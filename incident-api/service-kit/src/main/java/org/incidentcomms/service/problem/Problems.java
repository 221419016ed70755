package org.incidentcomms.service.problem;

import java.time.Duration;
import java.util.List;

/** Creates the errors of services; none repeats the caller's input. */
public final class Problems {
    private Problems() {}

    /** 404; {@code what} names the type of resource, never the caller's input. */
    public static Problem notFound(String what) {
        return new Problem(404, "there is no such " + what);
    }

    /** 400: the body is not JSON. */
    public static Problem unreadable(String detail) {
        return new Problem(400, detail);
    }

    /** 400: the field has the wrong type. */
    public static Problem wrongType(String field, String message) {
        return new Problem(400, "a field is of the wrong type", List.of(new Violation(field, message)));
    }

    /** 422: a field violates a rule. */
    public static Problem invalid(String field, String message) {
        return invalid(List.of(new Violation(field, message)));
    }

    public static Problem invalid(List<Violation> violations) {
        return new Problem(422, "the request violates " + violations.size() + " rule(s)", violations);
    }

    /** Throws 422 if there are any. */
    public static void throwIfAny(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw invalid(violations);
        }
    }

    /** 409: the request conflicts with the current state. */
    public static Problem conflict(String detail) {
        return new Problem(409, detail);
    }

    /** 409: this field is the cause of the conflict. */
    public static Problem conflict(String field, String message) {
        return new Problem(409, "this conflicts with the current state", List.of(new Violation(field, message)));
    }

    /** 410: the resource existed, and its content was deleted. */
    public static Problem gone(String detail) {
        return new Problem(410, detail);
    }

    /** 412, with the resource's current entity tag. */
    public static Problem changedMeanwhile(String etag) {
        return new Problem(412, "the resource was changed meanwhile; read it again").header("ETag", etag);
    }

    /** 428: the request must name the version it was decided on. */
    public static Problem preconditionRequired(String header, String message) {
        return new Problem(
                428, "the request must name the version it is about", List.of(new Violation(header, message)));
    }

    /** 413: the body is larger than this path accepts. */
    public static Problem tooLarge(long limit) {
        return new Problem(413, "the body must have at most " + limit + " bytes");
    }

    /** 429: the caller may try again after this time, told in whole seconds. */
    public static Problem tooMany(String detail, Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return new Problem(429, detail + "; retry after Retry-After seconds")
                .header("Retry-After", Long.toString(seconds));
    }

    /** 503: the database is unavailable; the caller may retry. */
    public static Problem unavailable(String detail) {
        return new Problem(503, detail).header("Retry-After", "2");
    }
}

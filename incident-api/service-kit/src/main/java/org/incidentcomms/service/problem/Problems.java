package org.incidentcomms.service.problem;

import java.util.List;

/** Makes the errors services answer with; none repeats what the caller sent. */
public final class Problems {
    private Problems() {}

    /** 404; {@code what} names the kind of thing, never what the caller sent. */
    public static Problem notFound(String what) {
        return new Problem(404, "there is no such " + what);
    }

    /** 400: this is not JSON at all. */
    public static Problem unreadable(String detail) {
        return new Problem(400, detail);
    }

    /** 400: this field is not of the type it must be. */
    public static Problem wrongType(String field, String message) {
        return new Problem(400, "a field is of the wrong type", List.of(new Violation(field, message)));
    }

    /** 422: a field breaks a rule. */
    public static Problem invalid(String field, String message) {
        return invalid(List.of(new Violation(field, message)));
    }

    public static Problem invalid(List<Violation> violations) {
        return new Problem(422, "the request violates " + violations.size() + " rule(s)", violations);
    }

    /** Throws 422 where there are any. */
    public static void throwIfAny(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw invalid(violations);
        }
    }

    /** 409: it cannot be done as things stand. */
    public static Problem conflict(String detail) {
        return new Problem(409, detail);
    }

    /** 409: this field is what stands against it. */
    public static Problem conflict(String field, String message) {
        return new Problem(409, "this conflicts with the current state", List.of(new Violation(field, message)));
    }

    /** 410: it was there, and what was said is gone for good. */
    public static Problem gone(String detail) {
        return new Problem(410, detail);
    }

    /** 412, with the entity tag the resource has now. */
    public static Problem changedMeanwhile(String etag) {
        return new Problem(412, "the resource was changed meanwhile; read it again").header("ETag", etag);
    }

    /** 413: the body is larger than this path takes. */
    public static Problem tooLarge(long limit) {
        return new Problem(413, "the body must have at most " + limit + " bytes");
    }

    /** 503: the database is away; the caller may try again. */
    public static Problem unavailable(String detail) {
        return new Problem(503, detail).header("Retry-After", "2");
    }
}

package org.incidentcomms.api.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.List;

/** Makes the errors this service answers with; throwing one inside a transaction rolls it back. */
public final class Problems {
    private Problems() {}

    /** 404; {@code what} names the kind of thing, never what the caller sent. */
    public static HttpProblem notFound(String what) {
        return of(404, "Not Found", "there is no such " + what).build();
    }

    /** 400: this is not JSON at all. */
    public static HttpProblem unreadable(String detail) {
        return of(400, "Bad Request", detail).build();
    }

    /** 400: this field is not of the type it must be. */
    public static HttpProblem wrongType(String field, String message) {
        return of(400, "Bad Request", "a field is of the wrong type")
                .with("violations", List.of(new Violation(field, message)))
                .build();
    }

    /** 422: a field breaks a rule. */
    public static HttpProblem invalid(String field, String message) {
        return invalid(List.of(new Violation(field, message)));
    }

    public static HttpProblem invalid(List<Violation> violations) {
        return of(422, "Unprocessable Content", "the request breaks " + violations.size() + " rule(s)")
                .with("violations", violations)
                .build();
    }

    /** The same problem with its violations named otherwise. */
    public static HttpProblem same(HttpProblem problem, List<Violation> violations) {
        return HttpProblem.builder()
                .withStatus(problem.getStatusCode())
                .withTitle(problem.getTitle())
                .withDetail(problem.getDetail())
                .with("violations", violations)
                .build();
    }

    /** 409: it cannot be done as things stand. */
    public static HttpProblem conflict(String detail) {
        return of(409, "Conflict", detail).build();
    }

    /** 410: it was there, and what was said is gone for good. */
    public static HttpProblem gone(String detail) {
        return of(410, "Gone", detail).build();
    }

    /** 409: this field is what stands against it. */
    public static HttpProblem conflict(String field, String message) {
        return of(409, "Conflict", "it cannot be done as things stand")
                .with("violations", List.of(new Violation(field, message)))
                .build();
    }

    /** 412, with the version and entity tag the resource has now. */
    public static HttpProblem changedMeanwhile(long currentVersion, String etag) {
        return of(412, "Precondition Failed", "it was changed meanwhile; read it again and decide anew")
                .with("current_version", currentVersion)
                .withHeader("ETag", etag)
                .build();
    }

    /** 412, with the entity tag the resource has now. */
    public static HttpProblem changedMeanwhile(String etag) {
        return of(412, "Precondition Failed", "it was changed meanwhile; read it again and decide anew")
                .withHeader("ETag", etag)
                .build();
    }

    /** 413: the body is larger than this path takes. */
    public static HttpProblem tooLarge(long limit) {
        return of(413, "Content Too Large", "the body may have at most " + limit + " bytes")
                .build();
    }

    /** 503: the database is away; the caller may try again. */
    public static HttpProblem unavailable(String detail) {
        return of(503, "Service Unavailable", detail)
                .withHeader("Retry-After", "2")
                .build();
    }

    private static HttpProblem.Builder of(int status, String title, String detail) {
        return HttpProblem.builder().withStatus(status).withTitle(title).withDetail(detail);
    }
}

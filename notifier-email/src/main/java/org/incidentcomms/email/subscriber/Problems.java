package org.incidentcomms.email.subscriber;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;

/** Errors as RFC 9457 tells them. */
final class Problems {
    private static final int UNPROCESSABLE = 422;

    /** Which field is wrong, and how. */
    record Violation(String field, String message) {}

    private Problems() {}

    static HttpProblem violation(String field, String message) {
        return HttpProblem.builder()
                .withTitle("Constraint violation")
                .withStatus(UNPROCESSABLE)
                .withDetail(field + " " + message)
                .with("violations", List.of(new Violation(field, message)))
                .build();
    }

    static HttpProblem notFound(String detail) {
        return HttpProblem.builder()
                .withTitle("Not found")
                .withStatus(Status.NOT_FOUND)
                .withDetail(detail)
                .build();
    }
}

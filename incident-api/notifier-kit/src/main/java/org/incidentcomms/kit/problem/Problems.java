package org.incidentcomms.kit.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;

/** Makes the errors this service answers with; none repeats what the caller sent. */
public final class Problems {
    private static final int UNPROCESSABLE = 422;

    /** Which field is wrong, and how. */
    public record Violation(String field, String message) {}

    private Problems() {}

    /** 422: a field breaks a rule. */
    public static HttpProblem violation(String field, String message) {
        return HttpProblem.builder()
                .withTitle("Constraint violation")
                .withStatus(UNPROCESSABLE)
                .withDetail(field + " " + message)
                .with("violations", List.of(new Violation(field, message)))
                .build();
    }

    /** 404. */
    public static HttpProblem notFound(String detail) {
        return HttpProblem.builder()
                .withTitle("Not found")
                .withStatus(Status.NOT_FOUND)
                .withDetail(detail)
                .build();
    }
}

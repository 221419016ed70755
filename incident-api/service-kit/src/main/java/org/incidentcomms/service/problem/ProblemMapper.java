package org.incidentcomms.service.problem;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ext.Provider;

/** Maps a {@link Problem} to its response. */
@Provider
@Priority(1)
public final class ProblemMapper extends ExceptionMapperBase<Problem> {
    @Override
    protected HttpProblem toProblem(Problem problem) {
        return answer(problem);
    }

    /** For mappers of other exceptions. */
    public static HttpProblem answer(Problem problem) {
        var answer = HttpProblem.builder()
                .withStatus(problem.status())
                .withTitle(Problem.titleOf(problem.status()))
                .withDetail(problem.detail());
        if (!problem.violations().isEmpty()) {
            answer.with("violations", problem.violations());
        }
        problem.fields().forEach(answer::with);
        problem.headers().forEach(answer::withHeader);
        return answer.build();
    }
}

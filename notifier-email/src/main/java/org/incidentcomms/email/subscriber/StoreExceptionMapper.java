package org.incidentcomms.email.subscriber;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.incidentcomms.service.problem.Problem;
import org.incidentcomms.service.problem.ProblemMapper;

/** Answers 503 with Retry-After while the database is unreachable, else 500. */
@Provider
class StoreExceptionMapper implements ExceptionMapper<StoreException> {
    @Override
    public Response toResponse(StoreException exception) {
        Problem problem = exception.isUnavailable()
                ? new Problem(503, "the database is unreachable").header("Retry-After", "5")
                : new Problem(500, "a database statement failed");
        return ProblemMapper.answer(problem).toResponse();
    }
}

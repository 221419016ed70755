package org.incidentcomms.email.subscriber;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.incidentcomms.service.problem.Problem;
import org.incidentcomms.service.problem.ProblemMapper;

/** The database being away is the caller's cue to come back, not our mistake. */
@Provider
class StoreExceptionMapper implements ExceptionMapper<StoreException> {
    @Override
    public Response toResponse(StoreException exception) {
        Problem problem = exception.isUnavailable()
                ? new Problem(503, "the database is away").header("Retry-After", "5")
                : new Problem(500, "a statement failed");
        return ProblemMapper.answer(problem).toResponse();
    }
}

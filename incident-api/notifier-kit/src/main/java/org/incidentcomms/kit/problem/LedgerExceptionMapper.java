package org.incidentcomms.kit.problem;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.incidentcomms.kit.ledger.LedgerException;
import org.incidentcomms.service.problem.Problem;
import org.incidentcomms.service.problem.ProblemMapper;
import org.incidentcomms.service.problem.Problems;

/** Maps a failure of the ledger's database to 503 if a retry may succeed, else 500. */
@Provider
final class LedgerExceptionMapper implements ExceptionMapper<LedgerException> {
    @Override
    public Response toResponse(LedgerException failure) {
        Problem problem = failure.isTemporary()
                ? Problems.unavailable("the database is unavailable or overloaded")
                : new Problem(500, "a database statement failed");
        return ProblemMapper.answer(problem).toResponse();
    }
}

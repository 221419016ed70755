package org.incidentcomms.kit.problem;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.incidentcomms.service.problem.Problem;
import org.incidentcomms.service.problem.ProblemMapper;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.storage.StorageException;
import org.jboss.logging.Logger;

/** Maps a failure of a channel's own tables to 503 if a retry may succeed, else 500. */
@Provider
final class StorageExceptionMapper implements ExceptionMapper<StorageException> {
    private static final Logger LOG = Logger.getLogger(StorageExceptionMapper.class);

    @Override
    public Response toResponse(StorageException failure) {
        if (failure.isUnavailable()) {
            return ProblemMapper.answer(Problems.unavailable("the database is unavailable or overloaded"))
                    .toResponse();
        }
        // Its message may quote a value, such as an address.
        LOG.errorf("a statement failed reason=%s", failure.sqlState());
        return ProblemMapper.answer(new Problem(500, "a database statement failed"))
                .toResponse();
    }
}
